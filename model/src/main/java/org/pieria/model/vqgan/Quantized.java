package org.pieria.model.vqgan;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the codebook made of the encoder's vectors.
 *
 * @param vectors [vectors, depth], as the encoder gave them
 * @param distances [vectors, codes], squared, of every vector from every code
 * @param tokens [vectors], the nearest code of each vector; of equally near ones the first
 * @param codes [vectors, depth], the nearest codes themselves
 */
record Quantized(
        Operand<TFloat32> vectors, Operand<TFloat32> distances, Operand<TInt32> tokens, Operand<TFloat32> codes) {}
