package org.pieria.checkpointing.run;

import java.nio.file.Path;

/**
 * Rows of a segment that stand in the order of phases and steps. A segment is one stretch, unless steps before its newest one
 * were recorded late.
 *
 * @param term of the segment
 * @param from the offset of its first row
 * @param first its first row
 */
record StepStretch(long term, Path file, long from, StepRecord first) {}
