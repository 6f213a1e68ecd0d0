package org.pieria.actors.training;

/**
 * Which steps of a phase carry a checkpoint, an evaluation or a sample grid. Workers act on it by themselves at the step's
 * boundary, so that what is saved or shown is that very step's state.
 *
 * @param saveEvery steps between checkpoints; 0: only the last
 * @param evaluateEvery steps between held-out evaluations by rank 0; 0: none during the phase
 * @param sampleEvery steps between sample grids by rank 0; 0: none during the phase
 * @param last the phase's last step
 */
public record Cadence(long saveEvery, long evaluateEvery, long sampleEvery, long last) {

    public Cadence {
        Rules.require(saveEvery >= 0, "checkpoints.every must not be negative", saveEvery);
        Rules.require(evaluateEvery >= 0, "evaluation.every must not be negative", evaluateEvery);
        Rules.require(sampleEvery >= 0, "evaluation.samples-every must not be negative", sampleEvery);
    }

    /** Nothing at any step. */
    static Cadence none() {
        return new Cadence(0, 0, 0, 0);
    }

    boolean saves(long step) {
        return step == last || falls(step, saveEvery);
    }

    /** The last step is evaluated by all workers once its checkpoint is there. */
    boolean evaluates(long step) {
        return step != last && falls(step, evaluateEvery);
    }

    boolean samples(long step) {
        return step != last && falls(step, sampleEvery);
    }

    private static boolean falls(long step, long every) {
        return every > 0 && step % every == 0;
    }
}
