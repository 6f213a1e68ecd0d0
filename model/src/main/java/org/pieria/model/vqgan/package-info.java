/**
 * The VQGAN: encoder, codebook, decoder and their loss (Muse, sections 2.2 and A.2), with the measures of its quality.
 *
 * <p>Words of the shapes: batch; side, of an image in pixels; height and width, of a feature map; channels; codes, the
 * size of the codebook; depth, the width of a code; vectors, the batch times height times width places of a slice that
 * each get one code.
 */
@NullMarked
package org.pieria.model.vqgan;

import org.jspecify.annotations.NullMarked;
