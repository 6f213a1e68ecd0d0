/** The phases as the configuration describes them: which model, which feeds. */
@NullMarked
package org.pieria.worker.phase;

import org.jspecify.annotations.NullMarked;
