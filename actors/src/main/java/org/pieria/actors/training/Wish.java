package org.pieria.actors.training;

import java.util.Optional;

/**
 * What has been asked for.
 *
 * @param goal up to where to run; empty: nothing was started
 * @param rest whether to stand still on the way
 */
record Wish(Optional<Until> goal, Rest rest) {

    /** Whether and how to stand still. */
    enum Rest {
        NONE,
        PAUSE,
        STOP
    }

    Wish goOn(Until newGoal) {
        return new Wish(Optional.of(newGoal), Rest.NONE);
    }

    Wish resting(Rest newRest) {
        return new Wish(goal, newRest);
    }

    boolean rests() {
        return rest != Rest.NONE;
    }
}
