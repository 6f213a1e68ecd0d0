/** Snapshots that cannot be lost or silently broken: safetensors, manifests, stores, the run directory. */
@NullMarked
package org.pieria.checkpointing;

import org.jspecify.annotations.NullMarked;
