package org.pieria.actors.training;

import java.time.Instant;
import java.util.Map;
import org.pieria.actors.port.HostReport;

/**
 * A worker as the coordinator knows it.
 *
 * @param seen when it was last heard
 * @param status whether it can be counted on
 * @param reason why not
 * @param step the last step it reported
 * @param seconds where the time of that step went, by part
 * @param warm the phase that it is built for; empty if none
 */
record Enrolment(
        HostReport host,
        Instant seen,
        Status status,
        String reason,
        long step,
        Map<String, Double> seconds,
        String warm) {

    enum Status {
        JOINED,
        DRAINING,
        REFUSED,
        /** It told something else than the others, and its process is not believed any more. */
        EVICTED,
        LOST
    }

    Enrolment {
        seconds = SharedMap.copyOf(seconds);
    }

    static Enrolment joined(HostReport host, Instant now) {
        return new Enrolment(host, now, Status.JOINED, "", 0, Map.of(), "");
    }

    static Enrolment refused(HostReport host, Instant now, String reason) {
        return new Enrolment(host, now, Status.REFUSED, reason, 0, Map.of(), "");
    }

    /** Whether it is there, and serves what it was given. */
    boolean present() {
        return available() || draining();
    }

    /** Whether it can be given anything new. */
    boolean available() {
        return status == Status.JOINED;
    }

    /** Whether it is to leave as soon as it can be spared. */
    boolean draining() {
        return status == Status.DRAINING;
    }

    Enrolment drained(String why) {
        return new Enrolment(host, seen, Status.DRAINING, why, step, seconds, warm);
    }

    Enrolment seen(Instant now) {
        return new Enrolment(host, now, status, reason, step, seconds, warm);
    }

    Enrolment warm(String phase) {
        return new Enrolment(host, seen, status, reason, step, seconds, phase);
    }

    boolean isWarm(String phase) {
        return available() && warm.equals(phase);
    }

    Enrolment lost(String why) {
        return new Enrolment(host, seen, Status.LOST, why, step, seconds, "");
    }

    Enrolment evicted(String why) {
        return new Enrolment(host, seen, Status.EVICTED, why, step, seconds, "");
    }

    Enrolment stepped(long newStep, Map<String, Double> newSeconds) {
        return new Enrolment(host, seen, status, reason, newStep, newSeconds, warm);
    }
}
