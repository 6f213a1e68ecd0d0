package org.pieria.actors.simulation;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the histories of seeds and prints what they showed. {@code SEED [COUNT]}: so many seeds from the first one; {@code
 * bugs [COUNT]}: for every planted bug, the first of so many seeds that finds it. Ends with 1 when a law was broken or a bug
 * not found.
 */
public final class Simulate {

    private static final int PRINTED = 5;
    private static final long TOLD = 5_000;
    private static final long ENOUGH = 2_000;

    private final PrintStream out;
    private final Map<String, Long> counts = new TreeMap<>();
    private long events;
    private long micros;
    private long fingerprint;
    private int broken;

    private Simulate(PrintStream out) {
        this.out = out;
    }

    /** The first of some seeds that finds a bug, and the law that it breaks. */
    record Found(long seeds, String law) {}

    public static void main(String[] arguments) {
        Simulate simulate = new Simulate(System.out);
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : -1;
        boolean good = arguments[0].equals("bugs")
                ? simulate.bugs(count < 0 ? ENOUGH : count)
                : simulate.seeds(Long.parseLong(arguments[0]), count < 0 ? 1 : count);
        System.exit(good ? 0 : 1);
    }

    private boolean seeds(long first, long count) {
        long begun = System.nanoTime();
        for (long seed = first; seed < first + count; seed++) {
            seed(seed, count == 1);
            long done = seed - first + 1;
            if (done % TOLD == 0 && done < count) {
                tell(first, done, begun);
            }
        }
        counts.forEach((what, times) -> out.printf("%10d  %s%n", times, what));
        tell(first, count, begun);
        return broken == 0;
    }

    private void tell(long first, long count, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(
                "%d seeds from %d (%d schedules of %d events, %.0f virtual s): %d broke a law; %.1f s, %.1f seeds/s,"
                        + " fingerprint %016x%n",
                count, first, count, events, micros / 1e6, broken, seconds, count / seconds, fingerprint);
    }

    private void seed(long seed, boolean traced) {
        World world = new World(seed, Defect.NONE);
        try {
            world.run();
        } catch (Violation | RuntimeException violation) {
            report(seed, world, violation);
        }
        if (traced) {
            world.trace().forEach(out::println);
        }
        events += world.timeline.happened();
        micros += world.timeline.now();
        fingerprint = Dice.mixed(fingerprint ^ Dice.mixed(world.timeline.now() ^ world.timeline.happened() << 32));
        world.counts().forEach((what, times) -> counts.merge(what, times, Long::sum));
    }

    private void report(long seed, World world, Throwable violation) {
        broken++;
        if (broken <= PRINTED) {
            world.trace().forEach(out::println);
            violation.printStackTrace(out);
        }
        out.println("seed " + seed + ": " + violation);
    }

    /** Looks for a bug among so many seeds. */
    static Optional<Found> find(PlantedBug bug, long count) {
        for (long seed = 0; seed < count; seed++) {
            try {
                new World(seed, bug.defect()).run();
            } catch (Violation violation) {
                return Optional.of(new Found(seed + 1, violation.law()));
            }
        }
        return Optional.empty();
    }

    private boolean bugs(long count) {
        boolean all = true;
        out.printf("%-66s %-56s %s%n", "bug", "law that it breaks", "seeds");
        for (PlantedBug bug : PlantedBug.values()) {
            Optional<Found> found = find(bug, count);
            all &= found.isPresent();
            out.printf(
                    "%-66s %-56s %s%n",
                    bug.words(),
                    found.map(Found::law).orElse("NOT FOUND"),
                    found.map(Found::seeds).orElse(count));
        }
        return all;
    }
}
