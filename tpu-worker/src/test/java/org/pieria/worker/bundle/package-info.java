/** Tests of what a step sums and how it travels. */
@NullMarked
package org.pieria.worker.bundle;

import org.jspecify.annotations.NullMarked;
