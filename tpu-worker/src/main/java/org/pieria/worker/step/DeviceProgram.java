package org.pieria.worker.step;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.graph.Feed;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;
import org.tensorflow.types.family.TType;

/**
 * Variables on a device, and the functions that share them, in one Session. Calls of {@link #call} may come from several
 * threads at once as long as none of the functions assigns; variables are read and written by copy.
 */
public final class DeviceProgram implements AutoCloseable {

    private static final int PRODUCER = 1882;

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, DeviceFunction> functions = new LinkedHashMap<>();
    private final Graph graph = new Graph();
    private final Session session;

    /**
     * Builds the program; the variables have no value until {@link #assign}.
     *
     * @param threadsPerSlice intra-op threads of this process
     */
    DeviceProgram(Device device, int threadsPerSlice, List<Variable> variables, List<DeviceFunction> functions) {
        variables.forEach(variable -> this.variables.put(variable.name(), variable));
        functions.forEach(function -> this.functions.put(function.name(), function));
        graph.importGraphDef(definition(device));
        session = new Session(graph, TensorFlowSettings.session(threadsPerSlice));
    }

    List<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /** Gives variables their values, by copy, all in one run: TensorFlow prepares every new set of targets anew. */
    void assign(Map<String, float[]> values) {
        List<TType> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            values.forEach((name, array) -> {
                TType tensor = checked(variable(name), array).copy();
                tensors.add(tensor);
                runner.feed(node(name) + "/value", tensor).addTarget(node(name) + "/assign");
            });
            runner.run().close();
        } finally {
            HostTensor.close(tensors);
        }
    }

    private static HostTensor checked(Variable variable, float[] values) {
        if (values.length != variable.elements()) {
            throw new IllegalArgumentException(
                    variable.name() + " has shape " + variable.shape() + " and was given " + values.length + " values");
        }
        return HostTensor.floats(values, variable.shape().asArray());
    }

    /** Copies of variables' values, in the order of their names. */
    Map<String, float[]> read(List<String> names) {
        Map<String, float[]> values = new LinkedHashMap<>();
        visit(names, (name, tensor) -> values.put(name, HostTensor.read(tensor)));
        return values;
    }

    /** Shows variables' values in turn; the tensor is valid only inside the visit. */
    void visit(List<String> names, Visitor visitor) {
        Session.Runner runner = session.runner();
        names.forEach(name -> runner.fetch(node(name) + "/read"));
        try (Result result = runner.run()) {
            int index = 0;
            for (String name : names) {
                visitor.visit(name, (TType) result.get(index++));
            }
        }
    }

    /** Looks at one variable's value. */
    interface Visitor {
        void visit(String name, TType tensor);
    }

    /** Calls a function; the caller closes the result. Feeds are checked against their declared shapes. */
    Result call(String function, Map<String, HostTensor> feeds) {
        return call(function, feeds, KeptResults.none());
    }

    /** The same; what was kept of an earlier call is fed as it is. */
    Result call(String function, Map<String, HostTensor> feeds, KeptResults kept) {
        DeviceFunction called = Objects.requireNonNull(functions.get(function), function);
        List<TType> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            for (Feed feed : called.feeds()) {
                TType tensor = kept.tensor(feed);
                if (tensor == null) {
                    tensor = checked(feed, feeds).copy();
                    tensors.add(tensor);
                }
                runner.feed(function + "/" + feed.name(), tensor);
            }
            for (int i = 0; i < called.results().size(); i++) {
                runner.fetch(function, i);
            }
            return runner.run();
        } finally {
            HostTensor.close(tensors);
        }
    }

    private static HostTensor checked(Feed feed, Map<String, HostTensor> feeds) {
        HostTensor value = feeds.get(feed.name());
        if (value == null) {
            throw new IllegalArgumentException("no value for feed " + feed.name() + " among " + feeds.keySet());
        }
        boolean ints = value instanceof HostTensor.Ints;
        if (!value.shape().equals(feed.shape()) || ints != (feed.type() == Feed.Type.INT)) {
            throw new IllegalArgumentException("feed " + feed.name() + " must be " + feed.type() + " " + feed.shape()
                    + ", was " + (ints ? "INT " : "FLOAT ") + value.shape());
        }
        return value;
    }

    private Variable variable(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new IllegalArgumentException("the program has no variable " + name);
        }
        return variable;
    }

    private GraphDef definition(Device device) {
        GraphDef.Builder definition =
                GraphDef.newBuilder().setVersions(VersionDef.newBuilder().setProducer(PRODUCER));
        FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
        variables.values().forEach(variable -> addVariable(definition, device, variable));
        functions.values().forEach(function -> {
            library.addFunction(function.definition());
            addCall(definition, device, function);
        });
        return definition.setLibrary(library).build();
    }

    private static void addVariable(GraphDef.Builder graph, Device device, Variable variable) {
        String name = node(variable.name());
        AttrValue shape =
                AttrValue.newBuilder().setShape(proto(variable.shape())).build();
        graph.addNode(node(name, "VarHandleOp", device)
                .putAttr("dtype", type(DataType.DT_FLOAT))
                .putAttr("shape", shape)
                .putAttr("shared_name", string(variable.name()))
                .putAttr("container", string("")));
        graph.addNode(node(name + "/value", "Placeholder", device)
                .putAttr("dtype", type(DataType.DT_FLOAT))
                .putAttr("shape", shape));
        graph.addNode(node(name + "/assign", "AssignVariableOp", device)
                .addInput(name)
                .addInput(name + "/value")
                .putAttr("dtype", type(DataType.DT_FLOAT)));
        graph.addNode(node(name + "/read", "ReadVariableOp", device)
                .addInput(name)
                .putAttr("dtype", type(DataType.DT_FLOAT)));
    }

    private static void addCall(GraphDef.Builder graph, Device device, DeviceFunction function) {
        AttrValue.ListValue.Builder in = AttrValue.ListValue.newBuilder();
        NodeDef.Builder call = node(function.name(), "StatefulPartitionedCall", device);
        for (String variable : function.variables()) {
            call.addInput(node(variable));
            in.addType(DataType.DT_RESOURCE);
        }
        for (Feed feed : function.feeds()) {
            DataType type = feed.type() == Feed.Type.INT ? DataType.DT_INT32 : DataType.DT_FLOAT;
            String name = function.name() + "/" + feed.name();
            graph.addNode(node(name, "Placeholder", device)
                    .putAttr("dtype", type(type))
                    .putAttr(
                            "shape",
                            AttrValue.newBuilder().setShape(proto(feed.shape())).build()));
            call.addInput(name);
            in.addType(type);
        }
        AttrValue.ListValue.Builder out = AttrValue.ListValue.newBuilder().addAllType(function.results());
        graph.addNode(call.putAttr(
                        "f",
                        AttrValue.newBuilder()
                                .setFunc(NameAttrList.newBuilder()
                                        .setName(function.definition()
                                                .getSignature()
                                                .getName()))
                                .build())
                .putAttr("Tin", AttrValue.newBuilder().setList(in).build())
                .putAttr("Tout", AttrValue.newBuilder().setList(out).build())
                .putAttr("config", string(""))
                .putAttr("config_proto", string(""))
                .putAttr("executor_type", string(""))
                .putAttr(
                        "_XlaMustCompile",
                        AttrValue.newBuilder().setB(device.mustCompile()).build()));
    }

    private static NodeDef.Builder node(String name, String op, Device device) {
        return NodeDef.newBuilder().setName(name).setOp(op).setDevice(device.tensorFlowName());
    }

    /** A variable's node; names of checkpoint keys may hold characters that node names may not. */
    private static String node(String variable) {
        return "variable/" + variable;
    }

    private static TensorShapeProto proto(Shape shape) {
        TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
        for (long size : shape.asArray()) {
            proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return proto.build();
    }

    private static AttrValue string(String value) {
        return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
    }

    private static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
