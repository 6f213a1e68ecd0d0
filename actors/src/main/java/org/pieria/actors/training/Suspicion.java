package org.pieria.actors.training;

import java.util.Optional;

/**
 * What is not believed at present.
 *
 * @param dispute what no majority could decide: the newest checkpoint is replayed to its step
 * @param goesBack whether the next generation begins at a checkpoint, whatever its members hold
 * @param replays how often in a row that was done
 */
record Suspicion(Optional<Dispute> dispute, boolean goesBack, int replays) {

    static Suspicion none() {
        return new Suspicion(Optional.empty(), false, 0);
    }

    /** A dispute together with what was told of the same matter before. */
    Dispute complete(Dispute fresh) {
        return dispute.filter(fresh::sameMatter).map(fresh::after).orElse(fresh);
    }

    Suspicion disputed(Dispute undecided) {
        return new Suspicion(Optional.of(undecided), true, replays + 1);
    }

    Suspicion goingBack() {
        return new Suspicion(dispute, true, replays);
    }

    /** A generation stands at the checkpoint. */
    Suspicion wentBack() {
        return new Suspicion(dispute, false, replays);
    }
}
