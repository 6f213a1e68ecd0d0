/** Summing bundles over ranks along one fixed tree, over Aeron. */
@NullMarked
package org.pieria.worker.collective;

import org.jspecify.annotations.NullMarked;
