package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pieria.worker.collective.SliceTree.Addition;
import org.pieria.worker.collective.SliceTree.Block;

/**
 * Who contributes which nodes of the tree, who adds up which segment, and in which order. The same on every rank.
 *
 * @param tree over the slices
 * @param grids by owner, its segment of the bundle
 * @param shares all node values that meet at an owner, in slice order
 * @param additions what makes the root out of the shares
 */
record Layout(SliceTree tree, List<Grid> grids, List<Share> shares, List<Addition> additions) {

    Layout {
        grids = List.copyOf(grids);
        shares = List.copyOf(shares);
        additions = List.copyOf(additions);
    }

    /** The value of one node of the tree, as one rank brings it. */
    record Share(int rank, int node) {}

    static Layout of(SliceTree tree, int ranks, int length, int chunk) {
        List<Grid> grids = IntStream.range(0, ranks)
                .mapToObj(owner -> Grid.segment(length, owner, ranks, chunk))
                .toList();
        List<Share> shares = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            for (int node : tree.subtrees(tree.block(rank, ranks))) {
                shares.add(new Share(rank, node));
            }
        }
        List<Integer> nodes = shares.stream().map(Share::node).toList();
        return new Layout(tree, grids, shares, tree.additions(SliceTree.ROOT, nodes));
    }

    int ranks() {
        return grids.size();
    }

    /** The index of a share; -1 if the rank brings no such node. */
    int share(int rank, int node) {
        return shares.indexOf(new Share(rank, node));
    }

    /**
     * Adds a rank's slices as far as the tree allows within its block, in place.
     *
     * @param rank whose slices they are
     * @param slices its bundles in slice order; overwritten
     * @return by node, its value, in slice order
     */
    Map<Integer, float[]> partials(int rank, List<float[]> slices) {
        Block block = tree.block(rank, ranks());
        require(slices, block);
        Map<Integer, float[]> partials = new LinkedHashMap<>();
        for (int node : tree.subtrees(block)) {
            Block leaves = tree.leaves(node);
            List<float[]> below = slices.subList(leaves.from() - block.from(), leaves.to() - block.from());
            partials.put(node, value(node, leaves, below));
        }
        return partials;
    }

    private float[] value(int node, Block leaves, List<float[]> slices) {
        List<Integer> have = IntStream.range(leaves.from(), leaves.to())
                .mapToObj(slice -> tree.slices() + slice)
                .toList();
        for (Addition addition : tree.additions(node, have)) {
            Span.all(slices.get(addition.left())).add(Span.all(slices.get(addition.right())));
        }
        return slices.get(0);
    }

    private void require(List<float[]> slices, Block block) {
        if (slices.size() != block.size()) {
            throw new IllegalArgumentException(
                    "this rank computes " + block.size() + " slices, got the bundles of " + slices.size());
        }
        slices.forEach(this::requireLength);
    }

    /** Refuses an array that is no bundle. */
    void requireLength(float[] bundle) {
        int length = grids.get(grids.size() - 1).to();
        if (bundle.length != length) {
            throw new IllegalArgumentException("a bundle has " + length + " floats, got " + bundle.length);
        }
    }
}
