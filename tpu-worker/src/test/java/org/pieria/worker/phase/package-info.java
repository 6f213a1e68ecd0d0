/** The phases as a run trains them. */
@NullMarked
package org.pieria.worker.phase;

import org.jspecify.annotations.NullMarked;
