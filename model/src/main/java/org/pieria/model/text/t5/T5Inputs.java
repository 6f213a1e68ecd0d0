package org.pieria.model.text.t5;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the encoder reads; batch and tokens may be unknown until it runs.
 *
 * @param ids [batch, tokens] rows of the embedding; any row where padded
 * @param mask [batch, tokens] 1 where real, 0 where padded; at least one 1 in each row
 * @param buckets [tokens, tokens] of {@link RelativeBuckets#square}
 */
public record T5Inputs(Operand<TInt32> ids, Operand<TFloat32> mask, Operand<TInt32> buckets) {}
