package org.pieria.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What one step took.
 *
 * @param median seconds by the clock
 * @param busy seconds in which the thread had a core, mean: what is left of the truth on a machine that others load
 */
record StepTimes(double median, double busy) {

    /** Until the compilers rest: they take a core from the ranks for two seconds. */
    private static final int WARM_UP = 100;

    /** Times some work, step by step, after warming up. */
    static StepTimes of(int steps, IntConsumer work) {
        IntStream.range(0, WARM_UP).forEach(work);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> seconds = new ArrayList<>();
        long busy = threads.getCurrentThreadCpuTime();
        for (int step = WARM_UP; step < WARM_UP + steps; step++) {
            long start = System.nanoTime();
            work.accept(step);
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        return new StepTimes(Rate.median(seconds), (threads.getCurrentThreadCpuTime() - busy) / 1e9 / steps);
    }

    /** The times of the rank with the largest median. */
    static StepTimes slowest(List<StepTimes> ranks) {
        return ranks.stream().max(Comparator.comparingDouble(StepTimes::median)).orElseThrow();
    }

    /** Reads what {@link #line} wrote. */
    static StepTimes parse(String line) {
        String[] words = line.split(" ", -1);
        return new StepTimes(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    String line() {
        return median + " " + busy;
    }
}
