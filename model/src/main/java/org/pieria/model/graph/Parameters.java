package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * The registry of the variables of one graph. A layer asks for its weights by name; the first asking declares the
 * variable, a later one of the same name and shape shares it. Names are the checkpoint keys, {@code scope/scope/name}.
 *
 * <p>Views made by {@link #in}, {@link #frozen} and {@link #detached} share one registry. Used by one thread, while a graph is built.
 */
public final class Parameters {

    private final Registry registry;
    private final String scope;
    private final View view;
    private final Function<Parameter, Operand<TFloat32>> reader;

    private Parameters(Registry registry, String scope, View view, Function<Parameter, Operand<TFloat32>> reader) {
        this.registry = registry;
        this.scope = scope;
        this.view = view;
        this.reader = reader;
    }

    private record Registry(Ops tf, Source source, Map<String, Parameter> declared, List<Segment> segments) {

        static Parameters empty(Ops tf, Source source) {
            Registry registry = new Registry(tf, source, new LinkedHashMap<>(), new ArrayList<>());
            return new Parameters(registry, "", View.PLAIN, Parameter::value);
        }
    }

    /** A registry for the body of a function whose variables live on a device: each is a resource argument. */
    public static Parameters resources(Ops tf) {
        return Registry.empty(tf, Source.RESOURCE);
    }

    /** A registry whose variables are plain float placeholders, to be fed by the caller: for tests of a layer alone. */
    public static Parameters fed(Ops tf) {
        return Registry.empty(tf, Source.FED);
    }

    /** The same registry seen from a scope below this one. */
    public Parameters in(String child) {
        return new Parameters(registry, scope + child + "/", view, reader);
    }

    /** The same registry and scope; what is declared through it is not trained. */
    public Parameters frozen() {
        return new Parameters(registry, scope, View.FROZEN, reader);
    }

    /** The same registry and scope; no gradient passes what is read through it, though others may train it. */
    public Parameters detached() {
        return new Parameters(registry, scope, View.DETACHED, reader);
    }

    /** The same registry and scope; values are what the reader makes of a variable. */
    Parameters reading(Function<Parameter, Operand<TFloat32>> reader) {
        return new Parameters(registry, scope, view, reader);
    }

    /**
     * Builds a stretch of the forward pass that is rematerialised: computed again for its gradient instead of kept. Stretches
     * do not lie within one another. Who differentiates must use {@link Gradients}.
     *
     * @param inputs through which gradients reach what lies before it
     * @return what the body gives, through which TensorFlow's own gradients do not pass
     */
    public Operand<TFloat32> segment(List<Operand<TFloat32>> inputs, Segment.Body body) {
        Set<Parameter> read = new LinkedHashSet<>();
        Parameters noting = reading(parameter -> {
            read.add(parameter);
            return reader.apply(parameter);
        });
        Operand<TFloat32> output = registry.tf.stopGradient(body.build(noting, inputs));
        registry.segments.add(new Segment(inputs, output, read, this, body));
        return output;
    }

    /** The rematerialised stretches, in the order in which they were built. */
    List<Segment> segments() {
        return List.copyOf(registry.segments);
    }

    /** The value of a trained variable of this scope (a frozen one, through a frozen view). */
    public Operand<TFloat32> get(String name, Initializer initializer, long... shape) {
        return declare(
                name,
                initializer,
                view == View.FROZEN ? Parameter.Kind.FROZEN : Parameter.Kind.TRAINED,
                Shape.of(shape));
    }

    /** The value of a variable that the model itself revises after each step. */
    public Operand<TFloat32> state(String name, Initializer initializer, long... shape) {
        return declare(
                name, initializer, view == View.FROZEN ? Parameter.Kind.FROZEN : Parameter.Kind.STATE, Shape.of(shape));
    }

    /** Everything declared so far, in the order of declaration. */
    public List<Parameter> all() {
        return List.copyOf(registry.declared.values());
    }

    /** Those of one kind, in the order of declaration. */
    public List<Parameter> all(Parameter.Kind kind) {
        List<Parameter> found = new ArrayList<>(registry.declared.values());
        found.removeIf(parameter -> parameter.kind() != kind);
        return List.copyOf(found);
    }

    private Operand<TFloat32> declare(String name, Initializer initializer, Parameter.Kind kind, Shape shape) {
        String full = scope + name;
        Parameter known = registry.declared.computeIfAbsent(full, key -> create(key, initializer, kind, shape));
        if (!known.shape().equals(shape)) {
            throw new IllegalStateException(full + " declared as " + known.shape() + " and as " + shape);
        }
        Operand<TFloat32> value = reader.apply(known);
        return view == View.DETACHED ? registry.tf.stopGradient(value) : value;
    }

    private Parameter create(String full, Initializer initializer, Parameter.Kind kind, Shape shape) {
        Output<?> handle = placeholder(registry.source.type, shape);
        Operand<TFloat32> value = registry.source == Source.FED ? floats(handle) : read(handle, shape);
        return new Parameter(full, shape, initializer, kind, handle, value);
    }

    private Output<?> placeholder(DataType type, Shape shape) {
        Ops tf = registry.tf;
        return tf.scope()
                .env()
                .opBuilder("Placeholder", tf.scope().makeOpName("variable"), tf.scope())
                .setAttr("dtype", type)
                .setAttr("shape", type == DataType.DT_RESOURCE ? Shape.unknown() : shape)
                .build()
                .output(0);
    }

    private Operand<TFloat32> read(Output<?> handle, Shape shape) {
        Ops tf = registry.tf;
        Output<TFloat32> read = tf.scope()
                .env()
                .opBuilder("ReadVariableOp", tf.scope().makeOpName("read"), tf.scope())
                .addInput(handle)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build()
                .output(0);
        return tf.ensureShape(read, shape);
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> floats(Output<?> handle) {
        return (Operand<TFloat32>) handle;
    }

    private enum View {
        PLAIN,
        FROZEN,
        DETACHED
    }

    private enum Source {
        RESOURCE(DataType.DT_RESOURCE),
        FED(DataType.DT_FLOAT);

        private final DataType type;

        Source(DataType type) {
            this.type = type;
        }
    }
}
