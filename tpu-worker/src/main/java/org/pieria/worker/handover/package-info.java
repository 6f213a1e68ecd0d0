/** What hosts tell each other outside of a step: the state that they hold, and that they live. */
@NullMarked
package org.pieria.worker.handover;

import org.jspecify.annotations.NullMarked;
