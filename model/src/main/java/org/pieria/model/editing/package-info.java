/** Editing without training: parts of an image, or its tokens little by little, painted anew from a prompt (Muse, section 4). */
@NullMarked
package org.pieria.model.editing;

import org.jspecify.annotations.NullMarked;
