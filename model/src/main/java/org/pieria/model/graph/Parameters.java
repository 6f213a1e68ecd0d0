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
 * <p>Views made by {@link #in} and {@link #frozen} share one registry. Used by one thread, while a graph is built.
 */
public final class Parameters {

    private final Ops tf;
    private final Map<String, Parameter> declared;
    private final String scope;
    private final boolean frozen;

    public Parameters(Ops tf) {
        this(tf, new LinkedHashMap<>(), "", false);
    }

    private Parameters(Ops tf, Map<String, Parameter> declared, String scope, boolean frozen) {
        this.tf = tf;
        this.declared = declared;
        this.scope = scope;
        this.frozen = frozen;
    }

    /** The same registry seen from a scope below this one. */
    public Parameters in(String child) {
        return new Parameters(tf, declared, scope + child + "/", frozen);
    }

    /** The same registry and scope; what is declared through it is not trained. */
    public Parameters frozen() {
        return new Parameters(tf, declared, scope, true);
    }

    /** The value of a trained variable of this scope (a frozen one, through a frozen view). */
    public Operand<TFloat32> get(String name, Initializer initializer, long... shape) {
        return declare(name, initializer, frozen ? Parameter.Kind.FROZEN : Parameter.Kind.TRAINED, Shape.of(shape));
    }

    /** The value of a variable that the model itself revises after each step. */
    public Operand<TFloat32> state(String name, Initializer initializer, long... shape) {
        return declare(name, initializer, frozen ? Parameter.Kind.FROZEN : Parameter.Kind.STATE, Shape.of(shape));
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
        return known.value();
    }

    private Parameter create(String full, Initializer initializer, Parameter.Kind kind, Shape shape) {
        Output<?> resource = tf.scope()
                .env()
                .opBuilder("Placeholder", tf.scope().makeOpName("resource"), tf.scope())
                .setAttr("dtype", DataType.DT_RESOURCE)
                .build()
                .output(0);
        Output<TFloat32> read = tf.scope()
                .env()
                .opBuilder("ReadVariableOp", tf.scope().makeOpName("read"), tf.scope())
                .addInput(resource)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build()
                .output(0);
        return new Parameter(full, shape, initializer, kind, resource, tf.ensureShape(read, shape));
    }
}
