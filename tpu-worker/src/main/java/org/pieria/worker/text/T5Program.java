package org.pieria.worker.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.pieria.model.text.t5.RelativeBuckets;
import org.pieria.model.text.t5.T5Inputs;
import org.pieria.model.text.t5.T5Shape;
import org.pieria.model.text.t5.T5Stack;
import org.pieria.model.text.t5.T5Tensor;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.TensorFlowSettings;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** An encoder in a TensorFlow session: its weights as variables, taken over tensor by tensor. Any thread may encode. */
final class T5Program implements AutoCloseable {

    private final T5Shape shape;
    private final ComputeType type;
    private final Graph graph = new Graph();
    private final Map<String, Slot<? extends TNumber>> slots = new LinkedHashMap<>();
    private final Placeholder<TInt32> ids;
    private final Placeholder<TFloat32> mask;
    private final Placeholder<TInt32> buckets;
    private final Operand<TFloat32> encoded;
    private final Session session;

    /** A weight: the place for its value, what puts it into the variable, and the variable's value. */
    private record Slot<T extends TNumber>(Placeholder<T> fed, Op assignment, Operand<T> value) {

        static <T extends TNumber> Slot<T> of(Ops tf, T5Tensor tensor, Class<T> type) {
            Shape shape = shape(tensor);
            VarHandleOp variable = tf.varHandleOp(type, shape, VarHandleOp.sharedName(tensor.name()));
            Placeholder<T> fed = tf.placeholder(type, Placeholder.shape(shape));
            return new Slot<>(fed, tf.assignVariableOp(variable, fed), tf.readVariableOp(variable, type));
        }
    }

    T5Program(T5Shape shape, ComputeType type, int threads) {
        this.shape = shape;
        this.type = type;
        Ops tf = Ops.create(graph);
        shape.tensors()
                .forEach(tensor -> slots.put(
                        tensor.name(), Slot.of(tf, tensor, storage(tensor).tensorType())));
        this.ids = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
        this.mask = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
        this.buckets = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
        T5Stack stack = new T5Stack(tf, shape, name -> slot(name).value());
        this.encoded = stack.encode(new T5Inputs(ids, mask, buckets));
        this.session = new Session(graph, TensorFlowSettings.session(threads));
    }

    /** Takes all weights. Each value is written once, into the memory that the variable then keeps. */
    T5Program load(T5Checkpoint checkpoint) {
        for (T5Tensor tensor : shape.tensors()) {
            try (TNumber value = filled(tensor, checkpoint)) {
                Slot<? extends TNumber> slot = slot(tensor.name());
                session.runner()
                        .feed(slot.fed().asOutput(), value)
                        .addTarget(slot.assignment())
                        .run()
                        .close();
            }
        }
        return this;
    }

    private TNumber filled(T5Tensor tensor, T5Checkpoint checkpoint) {
        ComputeType storage = storage(tensor);
        TNumber value = storage.allocate(shape(tensor));
        long[] written = new long[1];
        checkpoint.stream(tensor, (bytes, values, count) -> {
            storage.write(value, written[0], values, count);
            written[0] += count;
        });
        return value;
    }

    /**
     * A padded batch.
     *
     * @param ids [batch, tokens], any where padded
     * @param mask [batch, tokens], 1 where real
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Batch(int[] ids, float[] mask, int size, int tokens) {}

    /** The vectors of a batch, [batch, tokens, width], zero where padded. */
    float[] encode(Batch batch) {
        Map<Operand<?>, HostTensor> feeds = new HashMap<>();
        feeds.put(ids, HostTensor.ints(batch.ids(), batch.size(), batch.tokens()));
        feeds.put(mask, HostTensor.floats(batch.mask(), batch.size(), batch.tokens()));
        feeds.put(buckets, HostTensor.ints(RelativeBuckets.square(batch.tokens()), batch.tokens(), batch.tokens()));
        Session.Runner runner = session.runner().fetch(encoded);
        Map<Operand<?>, TType> tensors = new HashMap<>();
        try {
            feeds.forEach((place, value) -> tensors.put(place, value.copy()));
            tensors.forEach((place, value) -> runner.feed(place.asOutput(), value));
            try (Result result = runner.run()) {
                return HostTensor.read((TType) result.get(0));
            }
        } finally {
            tensors.values().forEach(TType::close);
        }
    }

    private ComputeType storage(T5Tensor tensor) {
        return tensor.matrix() ? type : ComputeType.FLOAT32;
    }

    private Slot<? extends TNumber> slot(String name) {
        return Objects.requireNonNull(slots.get(name), name);
    }

    private static Shape shape(T5Tensor tensor) {
        return Shape.of(tensor.shape().stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
