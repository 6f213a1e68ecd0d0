package org.pieria.worker.collective;

import java.util.List;

/**
 * The ranks that reduce together, as one of them sees them.
 *
 * @param number the generation's number; a later one is greater
 * @param rank which of them this is
 * @param addresses where the data planes of all ranks listen, by rank
 * @param tree over the slices of a step
 * @param length floats of a bundle
 */
record Generation(long number, int rank, List<String> addresses, SliceTree tree, int length) {

    Generation {
        addresses = List.copyOf(addresses);
        require(number >= 0, "a generation's number must not be negative", number);
        require(!addresses.isEmpty(), "a generation needs a member", addresses);
        require(rank >= 0 && rank < addresses.size(), "rank must be below " + addresses.size(), rank);
        require(addresses.size() <= tree.slices(), "ranks must be at most " + tree.slices(), addresses.size());
        require(length > 0, "a bundle must have floats", length);
    }

    /** A generation whose ranks all compute as equally many slices as can be. */
    Generation(long number, int rank, List<String> addresses, int slices, int length) {
        this(number, rank, addresses, new SliceTree(slices), length);
    }

    int slices() {
        return tree.slices();
    }

    int ranks() {
        return addresses.size();
    }

    /** A rank as messages name it. */
    String name(int rank) {
        return "rank " + rank + " (" + addresses.get(rank) + ")";
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
