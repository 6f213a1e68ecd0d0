/** One training step: functions, lanes, bundle, update, digest. */
@NullMarked
package org.pieria.worker.step;

import org.jspecify.annotations.NullMarked;
