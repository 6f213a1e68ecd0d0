package org.pieria.worker.collective;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pieria.worker.bundle.BundleShape;

/**
 * The ranks that reduce together, as one of them sees them.
 *
 * @param number the generation's number; a later one is greater
 * @param rank which of them this is
 * @param addresses where the data planes of all ranks listen, by rank
 * @param tree over the slices of a step
 * @param shape of a bundle
 */
record Generation(long number, int rank, List<String> addresses, SliceTree tree, BundleShape shape) {

    Generation {
        addresses = List.copyOf(addresses);
        require(number >= 0, "a generation's number must not be negative", number);
        require(!addresses.isEmpty(), "a generation needs a member", addresses);
        require(rank >= 0 && rank < addresses.size(), "rank must be below " + addresses.size(), rank);
        require(addresses.size() <= tree.slices(), "ranks must be at most " + tree.slices(), addresses.size());
    }

    /** All ranks but this one, in a set of its own. */
    Set<Integer> peers() {
        Set<Integer> peers = new TreeSet<>();
        for (int peer = 0; peer < ranks(); peer++) {
            peers.add(peer);
        }
        peers.remove(rank);
        return peers;
    }

    /** The same ranks, reached another way. */
    Generation at(UnaryOperator<String> way) {
        return new Generation(number, rank, addresses.stream().map(way).toList(), tree, shape);
    }

    /** Floats of a bundle, as far as an int can tell. */
    int length() {
        return (int) Math.min(Integer.MAX_VALUE, shape.length());
    }

    /** A generation whose ranks all compute as equally many slices as can be. */
    Generation(long number, int rank, List<String> addresses, int slices, BundleShape shape) {
        this(number, rank, addresses, new SliceTree(slices), shape);
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

    /**
     * Refuses to be a rank that is expected elsewhere, or to have peers that cannot be reached.
     *
     * @param own where this data plane listens
     * @param obstacle what keeps an address from being reached, with the remedy, if anything does
     */
    void requireReachable(String own, Function<String, Optional<String>> obstacle) {
        for (int peer = 0; peer < ranks(); peer++) {
            String name = name(peer);
            obstacle.apply(addresses.get(peer)).ifPresent(why -> {
                throw new IllegalArgumentException(name + " " + why);
            });
        }
        if (!addresses.get(rank).equals(own)) {
            throw new IllegalArgumentException(name(rank) + " is this rank, but this data plane listens at " + own);
        }
    }

    /** The obstacle that another transport is, if it is one. */
    static Optional<String> otherTransport(boolean other, String own) {
        return other
                ? Optional.of(
                        "uses another transport than " + own + "; set pieria.workers.data-transport alike on all hosts")
                : Optional.empty();
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
