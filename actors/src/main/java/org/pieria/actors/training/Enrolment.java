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
 */
record Enrolment(HostReport host, Instant seen, Status status, String reason, long step, Map<String, Double> seconds) {

    enum Status {
        JOINED,
        REFUSED,
        /** It told something else than the others, and its process is not believed any more. */
        EVICTED,
        LOST
    }

    Enrolment {
        seconds = Map.copyOf(seconds);
    }

    static Enrolment joined(HostReport host, Instant now) {
        return new Enrolment(host, now, Status.JOINED, "", 0, Map.of());
    }

    static Enrolment refused(HostReport host, Instant now, String reason) {
        return new Enrolment(host, now, Status.REFUSED, reason, 0, Map.of());
    }

    boolean present() {
        return status == Status.JOINED;
    }

    Enrolment seen(Instant now) {
        return new Enrolment(host, now, status, reason, step, seconds);
    }

    Enrolment lost(String why) {
        return new Enrolment(host, seen, Status.LOST, why, step, seconds);
    }

    Enrolment evicted(String why) {
        return new Enrolment(host, seen, Status.EVICTED, why, step, seconds);
    }

    Enrolment stepped(long newStep, Map<String, Double> newSeconds) {
        return new Enrolment(host, seen, status, reason, newStep, newSeconds);
    }
}
