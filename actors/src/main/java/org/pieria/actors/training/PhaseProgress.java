package org.pieria.actors.training;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How far a phase has come.
 *
 * @param step the last step that all members confirmed
 * @param digest of the state after it; empty before the first
 * @param first the training loss of step 1, NaN before it
 * @param last the training loss of {@code step}
 * @param wall seconds spent in its steps by this term
 * @param stepSeconds smoothed seconds of one step; 0 if unknown
 * @param heldOut the newest held-out metrics
 */
record PhaseProgress(
        long step,
        String digest,
        float first,
        float last,
        double wall,
        double stepSeconds,
        Map<String, Double> heldOut) {

    /** How much the newest step weighs in the smoothed time of one. */
    private static final double FRESH = 0.2;

    PhaseProgress {
        heldOut = SharedMap.copyOf(heldOut);
    }

    static PhaseProgress none() {
        return new PhaseProgress(0, "", Float.NaN, Float.NaN, 0, 0, Map.of());
    }

    PhaseProgress standing(long newStep, String newDigest) {
        return new PhaseProgress(newStep, newDigest, first, last, wall, stepSeconds, heldOut);
    }

    PhaseProgress losses(float newFirst, float newLast) {
        return new PhaseProgress(step, digest, newFirst, newLast, wall, stepSeconds, heldOut);
    }

    PhaseProgress measured(Map<String, Double> metrics) {
        return new PhaseProgress(step, digest, first, last, wall, stepSeconds, metrics);
    }

    /** The phase after a step that took so long, if that is known. */
    PhaseProgress confirmed(long newStep, String newDigest, float loss, Optional<Duration> took) {
        double seconds = took.map(PhaseProgress::seconds).orElse(0.0);
        return new PhaseProgress(
                newStep, newDigest, newStep == 1 ? loss : first, loss, wall + seconds, smoothed(took), heldOut);
    }

    private double smoothed(Optional<Duration> took) {
        if (took.isEmpty()) {
            return stepSeconds;
        }
        double seconds = seconds(took.get());
        return stepSeconds == 0 ? seconds : stepSeconds + FRESH * (seconds - stepSeconds);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    static double secondsBetween(Instant from, Instant to) {
        return seconds(Duration.between(from, to));
    }
}
