/** The VQGAN: encoder, codebook, decoder and their loss (Muse, sections 2.2 and A.2). */
@NullMarked
package org.pieria.model.vqgan;

import org.jspecify.annotations.NullMarked;
