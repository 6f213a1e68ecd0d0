/** The run directory: who owns it, what was claimed in it, and which steps were applied. */
@NullMarked
package org.pieria.checkpointing.run;

import org.jspecify.annotations.NullMarked;
