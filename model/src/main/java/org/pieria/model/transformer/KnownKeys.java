package org.pieria.model.transformer;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A context of which one layer has its keys and values.
 *
 * @param bias [batch, 1, 1, count]
 * @param keys [batch, heads, depth, count]
 * @param values [batch, heads, depth, count]
 */
record KnownKeys(int batch, Operand<TFloat32> bias, Operand<TFloat32> keys, Operand<TFloat32> values) implements Keys {

    @Override
    public Attention.Heads heads(Net net, Operand<TFloat32> query) {
        return new Attention.Heads(query, keys, values);
    }
}
