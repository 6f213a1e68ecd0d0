package org.pieria.model.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What the forward pass of one slice gives.
 *
 * @param loss scalar: the mean over the slice's samples, whose weights are known in advance; what is differentiated
 * @param statistics everything else that is summed over the slices, by name in a fixed order: metrics (scalars, each the
 *     mean over the slice, so that the sum over the slices divided by their number is the mean over the batch), counts,
 *     candidates. All float32 of static shape.
 */
public record SliceOutputs(Operand<TFloat32> loss, Map<String, Operand<TFloat32>> statistics) {

    public SliceOutputs {
        statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    }
}
