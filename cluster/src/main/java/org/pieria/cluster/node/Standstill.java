package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Tells when this process has just stood still as a whole, stopped by a signal, by its virtual machine's host or by starvation,
 * for so long that the cluster may have removed its node. It is asked every now and then, much more often than that.
 * Thread-safe.
 */
final class Standstill {

    private final long deadline;
    private long before;

    /**
     * @param deadline after which the cluster removes a silent node
     * @param now nanoseconds of any clock that goes on while a process is stopped
     */
    Standstill(Duration deadline, long now) {
        this.deadline = deadline.toNanos();
        this.before = now;
    }

    /**
     * No silent node is removed sooner: the last heartbeat before a standstill may be one interval old, then come the failure
     * detector's pause and the resolver's.
     *
     * @param node the configuration of its ActorSystem
     */
    static Duration soonestRemoval(Config node) {
        Config cluster = node.getConfig("akka.cluster");
        return cluster.getDuration("failure-detector.acceptable-heartbeat-pause")
                .plus(cluster.getDuration("split-brain-resolver.stable-after"))
                .minus(cluster.getDuration("failure-detector.heartbeat-interval"));
    }

    /** How often to ask. */
    Duration interval() {
        return Duration.ofNanos(deadline / 16);
    }

    /** Whether so long a time has passed since the last question that the cluster may have removed this node. */
    synchronized boolean endsAt(long now) {
        boolean ends = now - before >= deadline;
        before = now;
        return ends;
    }
}
