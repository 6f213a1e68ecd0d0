/** Which tokens are masked and which captions are dropped (Muse, sections 2.6 and 2.7). */
@NullMarked
package org.pieria.model.masking;

import org.jspecify.annotations.NullMarked;
