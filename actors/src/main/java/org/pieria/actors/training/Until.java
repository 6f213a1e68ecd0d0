package org.pieria.actors.training;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a run is to end: after a step of a phase.
 *
 * @param phase the phase
 * @param step its last step to be taken, at least 1; the phase's number of steps means its whole end with its jobs
 */
public record Until(String phase, long step) {

    public Until {
        Rules.require(step > 0, "a run must end after a positive step of " + phase, step);
    }

    /** The end of a phase. */
    public static Until endOf(PhasePlan phase) {
        return new Until(phase.name(), phase.steps());
    }

    /**
     * Reads {@code PHASE} or {@code PHASE:STEP}; empty means the end of the last phase.
     *
     * @throws IllegalArgumentException when the phase is unknown or the step is none of the phase's
     */
    public static Until parse(String text, List<PhasePlan> phases) {
        if (text.isBlank()) {
            return endOf(phases.get(phases.size() - 1));
        }
        int colon = text.indexOf(':');
        PhasePlan phase = named(colon < 0 ? text : text.substring(0, colon), phases);
        return colon < 0 ? endOf(phase) : new Until(phase.name(), stepOf(text.substring(colon + 1), phase));
    }

    private static PhasePlan named(String name, List<PhasePlan> phases) {
        return phases.stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cluster.until names no phase of the run, got " + name
                        + "; known are "
                        + phases.stream().map(PhasePlan::name).collect(Collectors.joining(", "))));
    }

    private static long stepOf(String digits, PhasePlan phase) {
        String rule = "cluster.until must name a step from 1 to " + phase.steps() + " of " + phase.name();
        Rules.require(digits.matches("[0-9]{1,15}"), rule, digits);
        long step = Long.parseLong(digits);
        Rules.require(step >= 1 && step <= phase.steps(), rule, step);
        return step;
    }
}
