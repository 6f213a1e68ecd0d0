/** Tests of the labelled points. */
@NullMarked
package org.pieria.checkpointing.milestone;

import org.jspecify.annotations.NullMarked;
