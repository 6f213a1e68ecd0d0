package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What keeps a second computation apart from the first: it may not begin before its cause is there, and may not be recognised
 * as the same. How depends on who runs the graph.
 */
public enum Fence {
    /** Control edges: TensorFlow's executor obeys them, XLA drops them. */
    CONTROL {
        @Override
        List<Operand<TFloat32>> after(Ops tf, Operand<TFloat32> cause, List<Operand<TFloat32>> values) {
            return values.stream().map(value -> later(tf, cause, value)).toList();
        }
    },

    /** XLA's optimization barrier, which only a compiled function may hold. */
    BARRIER {
        @Override
        List<Operand<TFloat32>> after(Ops tf, Operand<TFloat32> cause, List<Operand<TFloat32>> values) {
            List<Output<?>> inputs = new ArrayList<>();
            values.forEach(value -> inputs.add(value.asOutput()));
            inputs.add(cause.asOutput());
            Operation barrier = builder(tf, "XlaOptimizationBarrier")
                    .addInputList(inputs.toArray(Output<?>[]::new))
                    .build();
            List<Operand<TFloat32>> behind = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                behind.add(barrier.<TFloat32>output(i));
            }
            return behind;
        }
    };

    /** The fence of a function that XLA compiles, or does not. */
    public static Fence of(boolean compiled) {
        return compiled ? BARRIER : CONTROL;
    }

    /** The same values, none of which is there before the cause is. */
    abstract List<Operand<TFloat32>> after(Ops tf, Operand<TFloat32> cause, List<Operand<TFloat32>> values);

    private static Operand<TFloat32> later(Ops tf, Operand<TFloat32> cause, Operand<TFloat32> value) {
        return builder(tf, "Identity")
                .addInput(value.asOutput())
                .addControlInput(cause.op())
                .build()
                .output(0);
    }

    private static OperationBuilder builder(Ops tf, String type) {
        return tf.scope().env().opBuilder(type, tf.scope().makeOpName("fence"), tf.scope());
    }
}
