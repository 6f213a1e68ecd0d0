package org.pieria.benchmarks.torture;

import org.pieria.checkpointing.milestone.Milestone;

/**
 * A milestone that a process passed.
 *
 * @param at microseconds since 1970
 * @param number of a step or a generation
 * @param killed whether the process was made to end there
 */
record Passing(long at, long pid, Milestone milestone, long number, boolean killed) {

    static Passing parse(long pid, String line) {
        String[] cells = line.split(",", -1);
        Milestone milestone =
                Milestone.valueOf(cells[1].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        return new Passing(Long.parseLong(cells[0]), pid, milestone, Long.parseLong(cells[2]), cells.length > 3);
    }
}
