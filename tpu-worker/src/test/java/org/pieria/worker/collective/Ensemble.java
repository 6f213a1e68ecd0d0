package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.SliceTree.Block;

/** All ranks of a generation in one thread, each doing a little in turn: the protocol without waiting. */
final class Ensemble {

    static final long NUMBER = 7;

    final MemoryNetwork network;
    final List<Exchange> exchanges = new ArrayList<>();
    final Tally tally = new Tally();
    private final SliceTree tree;
    private final BundleShape shape;

    Ensemble(int ranks, int slices, int length) {
        this(ranks, new SliceTree(slices), BundleShape.of(length));
    }

    Ensemble(int ranks, int slices, BundleShape shape) {
        this(ranks, new SliceTree(slices), shape);
    }

    Ensemble(int ranks, SliceTree tree, BundleShape shape) {
        this.tree = tree;
        this.shape = shape;
        this.network = new MemoryNetwork(ranks, Frame.HEADER + 32 * Float.BYTES);
        for (int rank = 0; rank < ranks; rank++) {
            Generation generation = new Generation(NUMBER, rank, addresses(ranks), tree, shape);
            exchanges.add(new Exchange(generation, network.link(rank), tally));
        }
    }

    static List<String> addresses(int ranks) {
        return IntStream.range(0, ranks).mapToObj(rank -> "host-" + rank).toList();
    }

    /** The bundles of one rank's block. */
    List<float[]> block(int rank, List<float[]> all) {
        Block block = tree.block(rank, exchanges.size());
        return all.subList(block.from(), block.to());
    }

    /** Has a rank begin a step. */
    Bundle begin(int rank, long step, List<float[]> all) {
        Exchange exchange = exchanges.get(rank);
        Bundle sum = Bundle.zeros(shape);
        Origin origin = new Origin(NUMBER, step, rank, "state-" + step);
        exchange.begin(new Contribution(
                origin, exchange.layout().partials(rank, Bundles.split(block(rank, all), shape)), sum));
        return sum;
    }

    /** Reduces one step on all ranks, asking again whenever nothing moves; the sums by rank. */
    List<float[]> reduce(long step, List<float[]> all) {
        List<Bundle> sums = new ArrayList<>();
        for (int rank = 0; rank < exchanges.size(); rank++) {
            sums.add(begin(rank, step, all));
            exchanges.get(rank).work();
        }
        for (int round = 0; !exchanges.stream().allMatch(Exchange::isDone); round++) {
            if (round > 10_000) {
                throw new AssertionError("no end: " + exchanges.get(0).missing());
            }
            turn();
        }
        exchanges.forEach(Exchange::end);
        return sums.stream().map(Bundles::joined).toList();
    }

    private void turn() {
        int work = exchanges.stream().mapToInt(Exchange::work).sum();
        if (work == 0) {
            exchanges.forEach(Exchange::askAgain);
        }
    }
}
