/** What a thing is known by when its bytes are what counts. */
@NullMarked
package org.pieria.checkpointing.digest;

import org.jspecify.annotations.NullMarked;
