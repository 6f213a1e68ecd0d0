package org.pieria.model.transformer;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A context as the cross-attention of one layer reads it. */
interface Keys {

    /** Samples. */
    int batch();

    /** What is added to the scores: [batch, 1, 1, count]. */
    Operand<TFloat32> bias();

    /**
     * What the layer's queries meet.
     *
     * @param net the layer's cross-attention
     * @param query [batch, heads, tokens, depth]
     */
    Attention.Heads heads(Net net, Operand<TFloat32> query);

    /** A context as all layers of a trunk read it. */
    interface OfLayers {

        /** What the layer of this number reads, counted from 0. */
        Keys at(int layer);
    }
}
