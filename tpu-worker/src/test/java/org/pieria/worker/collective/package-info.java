/** Tests of the sum over ranks: exactness first, then every way in which a frame or a peer can fail. */
@NullMarked
package org.pieria.worker.collective;

import org.jspecify.annotations.NullMarked;
