package org.pieria.actors.view;

import java.util.Map;

/**
 * One phase as it stands.
 *
 * @param step the last applied step that all members confirmed
 * @param steps how many the phase has
 * @param firstLoss the training loss of step 1 (NaN before it)
 * @param lastLoss the training loss of {@code step}
 * @param wallSeconds time spent in its steps so far, by this term
 * @param imagesPerSecond over the last steps
 * @param secondsLeft estimate; NaN if unknown
 * @param heldOut the newest held-out metrics by name
 */
public record PhaseView(
        String name,
        State state,
        long step,
        long steps,
        float firstLoss,
        float lastLoss,
        double wallSeconds,
        double imagesPerSecond,
        double secondsLeft,
        Map<String, Double> heldOut) {

    public PhaseView {
        heldOut = Map.copyOf(heldOut);
    }

    /** Where a phase stands. */
    public enum State {
        WAITING,
        PREPARING,
        RUNNING,
        PAUSED,
        DONE,
        FAILED
    }
}
