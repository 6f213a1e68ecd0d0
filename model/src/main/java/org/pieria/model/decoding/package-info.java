/** Parallel decoding with guidance (Muse, section 2.8; MaskGIT). */
@NullMarked
package org.pieria.model.decoding;

import org.jspecify.annotations.NullMarked;
