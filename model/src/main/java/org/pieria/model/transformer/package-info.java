/** The base and super-resolution transformers (Muse, sections 2.3 to 2.5). */
@NullMarked
package org.pieria.model.transformer;

import org.jspecify.annotations.NullMarked;
