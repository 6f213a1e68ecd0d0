package org.pieria.model.graph;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat64;

/**
 * A graph of float32 operations, computed in double precision: every type, every list of types and every constant in it is
 * turned. Operations keep their names, gradients are turned like all else.
 */
final class DoublePrecision implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;

    DoublePrecision(GraphDef floats) {
        graph.importGraphDef(turned(floats));
        session = new Session(graph, Trial.plain());
    }

    /** A tensor's elements, row-major. */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(Shape shape, double[] elements) {}

    /** Runs the graph; operations stand for their first output. */
    List<double[]> run(Map<String, Value> feeds, List<String> fetches) {
        List<TFloat64> fed = new ArrayList<>();
        Session.Runner runner = session.runner();
        feeds.forEach((name, value) -> {
            TFloat64 tensor = TFloat64.tensorOf(value.shape(), DataBuffers.of(value.elements(), true, false));
            fed.add(tensor);
            runner.feed(name, tensor);
        });
        fetches.forEach(runner::fetch);
        try (Result result = runner.run()) {
            List<double[]> values = new ArrayList<>();
            for (int i = 0; i < result.size(); i++) {
                values.add(elements((TFloat64) result.get(i)));
            }
            return values;
        } finally {
            fed.forEach(TFloat64::close);
        }
    }

    private static double[] elements(TFloat64 tensor) {
        double[] values = new double[Math.toIntExact(tensor.shape().size())];
        tensor.asRawTensor().data().asDoubles().read(values);
        return values;
    }

    private static GraphDef turned(GraphDef floats) {
        GraphDef.Builder doubles = floats.toBuilder().clearNode();
        floats.getNodeList().forEach(node -> doubles.addNode(turned(node)));
        return doubles.build();
    }

    private static NodeDef turned(NodeDef node) {
        NodeDef.Builder turned = node.toBuilder();
        node.getAttrMap().forEach((name, value) -> turned.putAttr(name, turned(value)));
        return turned.build();
    }

    private static AttrValue turned(AttrValue value) {
        AttrValue.Builder turned = value.toBuilder();
        if (value.getType() == DataType.DT_FLOAT) {
            turned.setType(DataType.DT_DOUBLE);
        }
        if (value.hasTensor() && value.getTensor().getDtype() == DataType.DT_FLOAT) {
            turned.setTensor(turned(value.getTensor()));
        }
        if (value.hasList()) {
            AttrValue.ListValue.Builder list = turned.getListBuilder();
            for (int i = 0; i < list.getTypeCount(); i++) {
                list.setType(i, list.getType(i) == DataType.DT_FLOAT ? DataType.DT_DOUBLE : list.getType(i));
            }
        }
        return turned.build();
    }

    private static TensorProto turned(TensorProto floats) {
        TensorProto.Builder doubles =
                floats.toBuilder().setDtype(DataType.DT_DOUBLE).clearFloatVal().clearTensorContent();
        floats.getFloatValList().forEach(doubles::addDoubleVal);
        FloatBuffer content = floats.getTensorContent()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        while (content.hasRemaining()) {
            doubles.addDoubleVal(content.get());
        }
        return doubles.build();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
