package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;

/**
 * The one binary tree along which the slices of a step are added, whatever the number of ranks. Nodes are numbered as in a
 * heap: the root is 1, the children of n are 2n and 2n+1, slice i is the leaf {@code slices + i}.
 *
 * @param slices leaves of the tree; a power of two
 * @param shares how many of them each rank computes, in order; empty: as equally many as can be. No sum depends on it
 */
public record SliceTree(int slices, List<Integer> shares) {

    static final int ROOT = 1;

    public SliceTree {
        if (slices < 1 || Integer.bitCount(slices) != 1) {
            throw new IllegalArgumentException("slices must be a power of two, got " + slices);
        }
        shares = List.copyOf(shares);
        int given = shares.stream().mapToInt(Integer::intValue).sum();
        if (!shares.isEmpty() && (given != slices || shares.stream().anyMatch(share -> share < 1))) {
            throw new IllegalArgumentException("shares must be at least 1 and " + slices + " together, got " + shares);
        }
    }

    /** The tree over slices of which all ranks compute as equally many as can be. */
    public SliceTree(int slices) {
        this(slices, List.of());
    }

    /**
     * Consecutive slices.
     *
     * @param from the first one
     * @param to the one after the last
     */
    public record Block(int from, int to) {

        /** How many slices these are. */
        public int size() {
            return to - from;
        }

        private boolean holds(Block other) {
            return from <= other.from && other.to <= to;
        }

        private boolean misses(Block other) {
            return other.to <= from || to <= other.from;
        }
    }

    /**
     * The slices that a rank computes; where nobody's share is given,
     * {@code [rank * slices / ranks, (rank + 1) * slices / ranks)}.
     */
    public Block block(int rank, int ranks) {
        if (ranks < 1 || ranks > slices || rank < 0 || rank >= ranks) {
            throw new IllegalArgumentException("rank " + rank + " of " + ranks + " over " + slices
                    + " slices: every rank needs a slice of its own");
        }
        if (!shares.isEmpty()) {
            return given(rank, ranks);
        }
        return new Block((int) ((long) rank * slices / ranks), (int) ((rank + 1L) * slices / ranks));
    }

    private Block given(int rank, int ranks) {
        if (shares.size() != ranks) {
            throw new IllegalArgumentException("shares of " + shares.size() + " ranks are given, there are " + ranks);
        }
        int from = shares.subList(0, rank).stream().mapToInt(Integer::intValue).sum();
        return new Block(from, from + shares.get(rank));
    }

    /** The slices below a node. */
    Block leaves(int node) {
        int depth = 31 - Integer.numberOfLeadingZeros(node);
        int width = slices >> depth;
        int first = (node - (1 << depth)) * width;
        return new Block(first, first + width);
    }

    /** The largest nodes whose slices all lie in the block, in slice order. */
    List<Integer> subtrees(Block block) {
        List<Integer> nodes = new ArrayList<>();
        cover(ROOT, block, nodes);
        return List.copyOf(nodes);
    }

    private void cover(int node, Block block, List<Integer> nodes) {
        Block leaves = leaves(node);
        if (block.holds(leaves)) {
            nodes.add(node);
        } else if (!block.misses(leaves)) {
            cover(2 * node, block, nodes);
            cover(2 * node + 1, block, nodes);
        }
    }

    /**
     * One addition of two values, by their index among those that are there: {@code left + right}, kept in the place of the
     * left one.
     */
    record Addition(int left, int right) {}

    /**
     * The additions that make a node's value out of values of nodes below it, in an order in which they can be done. The
     * result stands in the place of the first of them.
     *
     * @param node whose value is wanted
     * @param have the nodes whose values are there; together they cover {@code node} exactly
     */
    List<Addition> additions(int node, List<Integer> have) {
        List<Addition> additions = new ArrayList<>();
        add(node, have, additions);
        return List.copyOf(additions);
    }

    private int add(int node, List<Integer> have, List<Addition> additions) {
        int there = have.indexOf(node);
        if (there >= 0) {
            return there;
        }
        if (node >= slices) {
            throw new IllegalStateException("slice " + (node - slices) + " is in none of the nodes " + have);
        }
        int left = add(2 * node, have, additions);
        int right = add(2 * node + 1, have, additions);
        additions.add(new Addition(left, right));
        return left;
    }
}
