package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A coordinator and a worker on one side of a cable, another worker on the other, and the cable pulled now and then. */
final class Cut {

    private static final long WARM_UP = 50;
    private static final double PATIENCE = 240;
    private static final double LOOK = 0.1;
    private static final double SHORTEST = 1;
    private static final double LONGEST = 20;

    private final Options options;
    private final Path directory;
    private final Trails trails;
    private final List<FarNode> nodes = new ArrayList<>();
    private final List<Double> stalls = new ArrayList<>();
    private final List<long[]> cuts = new ArrayList<>();

    private Cut(Options options) {
        this.options = options;
        this.directory = options.out().resolve("tortured");
        this.trails = new Trails(RealRun.trails(directory));
    }

    /** The exit code: 0 when nothing was lost and no bit differs, or when this is not root. */
    static int run(Options options) throws IOException, InterruptedException {
        if (!Shell.root()) {
            Verdict.say("skipped: network namespaces take root");
            return 0;
        }
        Stage.clear(options.out());
        return new Cut(options).run();
    }

    private int run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Verdict verdict = new Verdict(options);
        try (Link link = Link.lay()) {
            try {
                start(link);
                pull(link);
            } finally {
                nodes.forEach(FarNode::close);
            }
        }
        Chronicle chronicle = new Chronicle(trails.all());
        cuts.forEach(cut -> stalls.add(chronicle.pause(cut[0], cut[1])));
        Verdict.say(
                "%d cuts; stall of training: %s", cuts.size(), Spread.of(stalls).words());
        Verdict.say("applied steps lost: %d; restarts: %s", chronicle.lost(), restarts());
        verdict.compare(directory);
        return verdict.code();
    }

    private List<Integer> restarts() {
        return nodes.stream().map(FarNode::restarts).toList();
    }

    private void start(Link link) throws IOException {
        String transport = options.words("transport", "aeron:udp").get(0);
        List<String> sets = List.of(
                "phases." + Stage.PHASE + ".steps=1000000",
                "cluster.autostart=true",
                "cluster.workers=2",
                "http.port=0",
                "workers.lanes=1",
                "workers.data-transport=" + transport);
        nodes.add(FarNode.start(link, new FarNode.Place(directory, 1, "coordinator-1", 0), sets));
        nodes.add(FarNode.start(link, new FarNode.Place(directory, 1, "worker-1", 1), sets));
        nodes.add(FarNode.start(link, new FarNode.Place(directory, 2, "worker-2", 1), sets));
    }

    private void pull(Link link) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        awaitTogether();
        for (int round = 0; round < options.count("rounds", 4); round++) {
            Stage.seconds(random.nextDouble(1, 5));
            double seconds = SHORTEST * Math.pow(LONGEST / SHORTEST, random.nextDouble());
            long from = Nemesis.now();
            link.cut();
            Stage.seconds(seconds);
            link.mend();
            cuts.add(new long[] {from, Nemesis.now()});
            long step = steps();
            Verdict.say("cut %d for %.1f s, until step %,d", round + 1, seconds, step);
            awaitTogether();
        }
    }

    private long steps() throws IOException {
        return new Chronicle(trails.all()).steps();
    }

    /** Waits until both workers serve the newest generation and it has made steps. */
    private void awaitTogether() throws IOException, InterruptedException {
        double passed = 0;
        while (!together()) {
            if (passed > PATIENCE) {
                throw new IllegalStateException(
                        "the workers do not come together again; see the logs in " + options.out());
            }
            for (FarNode node : nodes) {
                node.tend();
            }
            Stage.seconds(LOOK);
            passed += LOOK;
        }
        long reached = steps() + WARM_UP;
        while (steps() < reached && together()) {
            Stage.seconds(LOOK);
        }
    }

    private boolean together() throws IOException {
        Chronicle chronicle = new Chronicle(trails.all());
        long now = Nemesis.now();
        long newest = chronicle.newest(now);
        return newest > 0
                && chronicle.generations().contains(newest)
                && chronicle.servedBy(nodes.get(1).pid(), now) == newest
                && chronicle.servedBy(nodes.get(2).pid(), now) == newest;
    }
}
