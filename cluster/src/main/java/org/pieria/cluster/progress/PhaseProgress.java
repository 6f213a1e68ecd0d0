package org.pieria.cluster.progress;

import org.pieria.actors.view.RunEvent.StepApplied;

/** How far a phase is; a job between phases counts as one. */
record PhaseProgress(String name, long step, long steps, double loss, double imagesPerSecond, double secondsLeft) {

    static PhaseProgress of(StepApplied event) {
        return new PhaseProgress(
                event.phase(), event.step(), event.steps(), event.loss(), event.imagesPerSecond(), event.secondsLeft());
    }

    static PhaseProgress ofJob(String name, int done, int of) {
        return new PhaseProgress(name, done, of, Double.NaN, Double.NaN, Double.NaN);
    }

    boolean done() {
        return step >= steps;
    }

    double share() {
        return steps <= 0 ? 0 : Math.min(1, (double) step / steps);
    }

    /** Without the bar: {@code base 120/900  loss 4.212  35.1 images/s  left 3m05s}. */
    String words() {
        StringBuilder words = new StringBuilder(name + " " + step + "/" + steps);
        append(words, "loss ", Words.number(loss), "");
        append(words, "", Words.number(imagesPerSecond), " images/s");
        append(words, "left ", done() ? "-" : Words.duration(secondsLeft), "");
        return words.toString();
    }

    private static void append(StringBuilder words, String before, String value, String after) {
        if (!value.equals("-")) {
            words.append("  ").append(before).append(value).append(after);
        }
    }
}
