package org.pieria.worker.collective;

import java.time.Duration;

/**
 * How long a rank waits.
 *
 * @param deadline longest wait for a peer without any progress
 * @param pause how long nothing comes before missing chunks are asked for again
 */
record Patience(Duration deadline, Duration pause) {

    Patience {
        require(deadline, "the step deadline");
        require(pause, "the pause before asking again");
    }

    /** With a pause that suits the deadline. */
    static Patience of(Duration deadline) {
        Duration quarter = deadline.dividedBy(4);
        Duration usual = Duration.ofSeconds(1);
        return new Patience(deadline, quarter.compareTo(usual) < 0 ? quarter : usual);
    }

    private static void require(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, got " + duration);
        }
    }
}
