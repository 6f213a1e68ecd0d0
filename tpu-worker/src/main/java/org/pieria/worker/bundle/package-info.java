/** What a step sums, as the step, the data plane and the handover all know it. */
@NullMarked
package org.pieria.worker.bundle;

import org.jspecify.annotations.NullMarked;
