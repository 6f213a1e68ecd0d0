package org.pieria.model.graph;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A stretch of a forward pass that is computed again when its gradient is wanted (Chen et al. 2016), so that between the two
 * passes nothing of it is kept but what enters and what leaves. Made by {@link Parameters#segment}.
 *
 * @param inputs through which gradients reach what lies before it
 * @param output what it gives; a gradient does not pass through it but by {@link Gradients}
 * @param read the variables that it reads
 * @param scope where it was built
 * @param body builds it again
 */
public record Segment(
        List<Operand<TFloat32>> inputs, Operand<TFloat32> output, Set<Parameter> read, Parameters scope, Body body) {

    public Segment {
        inputs = List.copyOf(inputs);
        read = Collections.unmodifiableSet(new LinkedHashSet<>(read));
    }

    /** Builds a stretch; called once for each pass, with the same effect. */
    @FunctionalInterface
    public interface Body {

        /**
         * Adds the operations.
         *
         * @param parameters of the scope in which the segment was asked for; no others may be read
         * @param inputs those of the segment, in order; what else the body reads has no gradient
         */
        Operand<TFloat32> build(Parameters parameters, List<Operand<TFloat32>> inputs);
    }
}
