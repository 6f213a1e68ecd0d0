/** The safetensors format, written with checksums and read with distrust. */
@NullMarked
package org.pieria.checkpointing.safetensors;

import org.jspecify.annotations.NullMarked;
