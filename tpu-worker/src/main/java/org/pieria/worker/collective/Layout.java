package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.BundleShape.Segment;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.SliceTree.Addition;
import org.pieria.worker.collective.SliceTree.Block;

/**
 * Who contributes which nodes of the tree, who adds up which segment, and in which order. The same on every rank.
 *
 * @param task what is summed
 * @param grids by owner, its strips of the bundle
 * @param shares all node values that meet at an owner, in slice order
 * @param additions what makes the root out of the shares
 */
record Layout(Task task, List<Grid> grids, List<Share> shares, List<Addition> additions) {

    /** Floats that are added before they are rounded, while the cache still has them. */
    private static final int BLOCK = 1 << 14;

    Layout {
        grids = List.copyOf(grids);
        shares = List.copyOf(shares);
        additions = List.copyOf(additions);
    }

    /** The value of one node of the tree, as one rank brings it. */
    record Share(int rank, int node) {}

    /**
     * What is summed.
     *
     * @param tree over the slices
     * @param shape of a bundle
     */
    record Task(SliceTree tree, BundleShape shape) {}

    /**
     * The layout for so many ranks.
     *
     * @param payload most bytes of values in a frame
     */
    static Layout of(Task task, int ranks, int payload) {
        SliceTree tree = task.tree();
        List<Grid> grids = IntStream.range(0, ranks)
                .mapToObj(owner -> Grid.of(task.shape(), owner, ranks, payload))
                .toList();
        List<Share> shares = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            for (int node : tree.subtrees(tree.block(rank, ranks))) {
                shares.add(new Share(rank, node));
            }
        }
        List<Integer> nodes = shares.stream().map(Share::node).toList();
        return new Layout(task, grids, shares, tree.additions(SliceTree.ROOT, nodes));
    }

    int ranks() {
        return grids.size();
    }

    /** How the values at a place travel. */
    Wire wire(Place place) {
        return task.shape().segments().get(place.segment()).wire();
    }

    /** The index of a share; -1 if the rank brings no such node. */
    int share(int rank, int node) {
        return shares.indexOf(new Share(rank, node));
    }

    /**
     * Adds a rank's slices as far as the tree allows within its block, in place, every node rounded as it would travel.
     *
     * @param rank whose slices they are
     * @param slices its bundles in slice order; overwritten
     * @return by node, its value, in slice order
     */
    Map<Integer, Bundle> partials(int rank, List<Bundle> slices) {
        Block block = task.tree().block(rank, ranks());
        require(slices, block);
        Map<Integer, Bundle> partials = new LinkedHashMap<>();
        for (int node : task.tree().subtrees(block)) {
            Block leaves = task.tree().leaves(node);
            List<Bundle> below = slices.subList(leaves.from() - block.from(), leaves.to() - block.from());
            partials.put(node, value(node, leaves, below));
        }
        return partials;
    }

    private Bundle value(int node, Block leaves, List<Bundle> slices) {
        SliceTree tree = task.tree();
        List<Integer> have = IntStream.range(leaves.from(), leaves.to())
                .mapToObj(slice -> tree.slices() + slice)
                .toList();
        List<Addition> additions = tree.additions(node, have);
        for (int segment = 0; segment < task.shape().segments().size(); segment++) {
            int which = segment;
            reduce(
                    task.shape().segments().get(segment),
                    additions,
                    slices.stream().map(slice -> slice.array(which)).toList());
        }
        return slices.get(0);
    }

    private static void reduce(Segment segment, List<Addition> additions, List<float[]> slices) {
        for (int start = 0; start < segment.length(); start += BLOCK) {
            int from = start;
            int length = Math.min(BLOCK, segment.length() - start);
            slices.forEach(slice -> segment.wire().round(slice, from, length));
            for (Addition addition : additions) {
                Span left = new Span(slices.get(addition.left()), from, length);
                Span.sum(left, new Span(slices.get(addition.right()), from, length), left);
                segment.wire().round(left.floats(), from, length);
            }
        }
    }

    private void require(List<Bundle> slices, Block block) {
        if (slices.size() != block.size()) {
            throw new IllegalArgumentException(
                    "this rank computes " + block.size() + " slices, got the bundles of " + slices.size());
        }
        slices.forEach(this::requireShape);
    }

    /** Refuses what is no bundle of this shape. */
    void requireShape(Bundle bundle) {
        if (!bundle.fits(task.shape())) {
            throw new IllegalArgumentException("a bundle has segments of "
                    + task.shape().segments().stream().map(Segment::length).toList() + " floats, got "
                    + bundle.lengths());
        }
    }
}
