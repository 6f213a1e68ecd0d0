package org.pieria.actors.port;

import java.util.Map;

/**
 * A unit of work beside the steps. Doing it twice gives the same output: outputs are immutable, create-if-absent.
 *
 * @param kind what to do
 * @param name unique name of the unit within the run, for messages and logs
 * @param index this unit's number among {@code count}
 * @param count how many units the job has
 * @param checkpoints by phase, the checkpoints (paths inside the run directory) whose weights the job uses
 * @param arguments further arguments by name
 */
public record JobUnit(
        Kind kind, String name, int index, int count, Map<String, String> checkpoints, Map<String, String> arguments) {

    public JobUnit {
        checkpoints = Map.copyOf(checkpoints);
        arguments = Map.copyOf(arguments);
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("unit " + index + " of " + count);
        }
    }

    /** The kinds of work. */
    public enum Kind {
        /** Tokens of one part of the data set at both resolutions, with its encoded captions; argument {@code directory}. */
        TOKENISE,
        /** Held-out metrics of a phase's model; arguments {@code phase}, {@code step}. */
        EVALUATE,
        /** A sample grid; arguments {@code phase}, {@code step}, {@code directory}. */
        SAMPLE
    }
}
