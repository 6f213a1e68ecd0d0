package org.pieria.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long one repetition of some work takes.
 *
 * @param seconds by the clock, median
 * @param busy seconds of all cores of this process, mean: what is left of the truth on a machine that others load
 */
record Rate(double seconds, double busy) {

    Rate {
        if (seconds <= 0 || busy <= 0) {
            throw new IllegalArgumentException(
                    "a rate needs time to have passed, was " + seconds + " s, " + busy + " s busy; repeat more often");
        }
    }

    /** Repeats the work for about this long, and at least three times. */
    static Rate of(Duration about, Runnable work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<Double> times = new ArrayList<>();
        long busy = system.getProcessCpuTime();
        long begin = System.nanoTime();
        long last = begin;
        while (times.size() < 3 || last - begin < about.toNanos()) {
            work.run();
            long now = System.nanoTime();
            times.add((now - last) / 1e9);
            last = now;
        }
        return new Rate(median(times), (system.getProcessCpuTime() - busy) / 1e9 / times.size());
    }

    /** GFLOP/s of work of so many GFLOP, by the clock. */
    double gigaflops(double work) {
        return work / seconds;
    }

    /** GFLOP/s of work of so many GFLOP if these cores had had nothing else to do. */
    double busyGigaflops(double work, int cores) {
        return work / busy * cores;
    }

    static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
