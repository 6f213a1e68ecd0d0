/** Where durable bytes go: the disk seam, and stores that create a record once or replace it whole. */
@NullMarked
package org.pieria.checkpointing.store;

import org.jspecify.annotations.NullMarked;
