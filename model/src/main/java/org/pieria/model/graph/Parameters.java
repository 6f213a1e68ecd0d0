package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Ops tf;
    private final Map<String, Parameter> declared;
    private final String scope;
    private final View view;
    private final Source source;

    private Parameters(Ops tf, Map<String, Parameter> declared, String scope, View view, Source source) {
        this.tf = tf;
        this.declared = declared;
        this.scope = scope;
        this.view = view;
        this.source = source;
    }

    /** A registry for the body of a function whose variables live on a device: each is a resource argument. */
    public static Parameters resources(Ops tf) {
        return new Parameters(tf, new LinkedHashMap<>(), "", View.PLAIN, Source.RESOURCE);
    }

    /** A registry whose variables are plain float placeholders, to be fed by the caller: for tests of a layer alone. */
    public static Parameters fed(Ops tf) {
        return new Parameters(tf, new LinkedHashMap<>(), "", View.PLAIN, Source.FED);
    }

    /** The same registry seen from a scope below this one. */
    public Parameters in(String child) {
        return new Parameters(tf, declared, scope + child + "/", view, source);
    }

    /** The same registry and scope; what is declared through it is not trained. */
    public Parameters frozen() {
        return new Parameters(tf, declared, scope, View.FROZEN, source);
    }

    /** The same registry and scope; no gradient passes what is read through it, though others may train it. */
    public Parameters detached() {
        return new Parameters(tf, declared, scope, View.DETACHED, source);
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
        return List.copyOf(declared.values());
    }

    /** Those of one kind, in the order of declaration. */
    public List<Parameter> all(Parameter.Kind kind) {
        List<Parameter> found = new ArrayList<>(declared.values());
        found.removeIf(parameter -> parameter.kind() != kind);
        return List.copyOf(found);
    }

    private Operand<TFloat32> declare(String name, Initializer initializer, Parameter.Kind kind, Shape shape) {
        String full = scope + name;
        Parameter known = declared.computeIfAbsent(full, key -> create(key, initializer, kind, shape));
        if (!known.shape().equals(shape)) {
            throw new IllegalStateException(full + " declared as " + known.shape() + " and as " + shape);
        }
        return view == View.DETACHED ? tf.stopGradient(known.value()) : known.value();
    }

    private Parameter create(String full, Initializer initializer, Parameter.Kind kind, Shape shape) {
        Output<?> handle = placeholder(source.type, shape);
        Operand<TFloat32> value = source == Source.FED ? floats(handle) : read(handle, shape);
        return new Parameter(full, shape, initializer, kind, handle, value);
    }

    private Output<?> placeholder(DataType type, Shape shape) {
        return tf.scope()
                .env()
                .opBuilder("Placeholder", tf.scope().makeOpName("variable"), tf.scope())
                .setAttr("dtype", type)
                .setAttr("shape", type == DataType.DT_RESOURCE ? Shape.unknown() : shape)
                .build()
                .output(0);
    }

    private Operand<TFloat32> read(Output<?> handle, Shape shape) {
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
