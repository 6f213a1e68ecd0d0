/** The labelled points that a step, the ledger and a handover pass: where the torture test stops the clock, or the process. */
@NullMarked
package org.pieria.checkpointing.milestone;

import org.jspecify.annotations.NullMarked;
