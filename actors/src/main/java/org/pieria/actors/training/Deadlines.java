package org.pieria.actors.training;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long the coordinator waits for what.
 *
 * @param window how far ahead of the applied step steps are granted
 * @param join longest wait for the workers of a generation, for their preparation and for a checkpoint
 * @param answer longest wait for an answer of a worker, and longest silence of one
 * @param step longest wait for a peer inside a step
 * @param job longest wait for one unit of work
 */
public record Deadlines(Duration window, Duration join, Duration answer, Duration step, Duration job) {

    /** A unit of work of a big data set takes minutes; one that takes this long hangs. */
    private static final Duration LONGEST_UNIT = Duration.ofMinutes(30);

    public Deadlines {
        positive("cluster.window", window);
        positive("cluster.join-deadline", join);
        positive("cluster.answer-deadline", answer);
        positive("workers.step-deadline", step);
        positive("the longest unit of work", job);
    }

    /** Reads {@code pieria.cluster} and {@code pieria.workers}. */
    public static Deadlines from(Config pieria) {
        return new Deadlines(
                pieria.getDuration("cluster.window"),
                pieria.getDuration("cluster.join-deadline"),
                pieria.getDuration("cluster.answer-deadline"),
                pieria.getDuration("workers.step-deadline"),
                LONGEST_UNIT);
    }

    /** No applied step for this long means that the generation hangs. */
    Duration stall() {
        return step.plus(answer);
    }

    /** How often an unanswered order is repeated. */
    Duration repeat() {
        return answer.dividedBy(6);
    }

    /** How long a successor listens for workers that go on by themselves; well inside their window. */
    Duration adoption() {
        return repeat();
    }

    private static void positive(String key, Duration value) {
        Rules.require(!value.isZero() && !value.isNegative(), key + " must be positive", value);
    }
}
