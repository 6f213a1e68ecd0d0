package org.pieria.actors;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a worker keeps in touch.
 *
 * @param heartbeat how often it registers; also how long a report may wait before it is repeated
 * @param lease how long it may hear no coordinator before the process is asked what to do
 */
public record WorkerSettings(Duration heartbeat, Duration lease) {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    public WorkerSettings {
        if (heartbeat.isZero() || heartbeat.isNegative() || lease.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException(
                    "a worker's lease must be longer than its heartbeat, got " + lease + " and " + heartbeat);
        }
    }

    /** Reads {@code pieria.cluster.join-deadline}: a worker waits for a coordinator as long as one waits for workers. */
    public static WorkerSettings from(Config root) {
        return new WorkerSettings(HEARTBEAT, root.getDuration("pieria.cluster.join-deadline"));
    }
}
