package org.pieria.model.vqgan;

import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Turns tokens into images: a VQGAN with its own decoder, or the larger decoder that was trained for its tokens. */
public interface PictureDecoder {

    /** The scope of the decoder's parameters. */
    String phase();

    /**
     * The images of tokens.
     *
     * @param parameters the root; a frozen view of it where another phase is trained
     * @param tokens [batch, grid, grid], in 0 .. codes-1; any batch
     * @return [batch, side, side, 3] in [0, 1]
     */
    Operand<TFloat32> decode(Ops tf, Parameters parameters, Operand<TInt32> tokens);
}
