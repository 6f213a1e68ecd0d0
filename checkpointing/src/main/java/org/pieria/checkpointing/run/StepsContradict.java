package org.pieria.checkpointing.run;

/** A step was applied twice with different bits: the promise of exactness is broken, and training must not go on. */
public final class StepsContradict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepsContradict(StepRecord first, StepRecord second) {
        super("step " + first.step() + " of phase " + first.phase() + " was applied twice with different bits: "
                + describe(first) + ", then " + describe(second)
                + "; the workers of these generations do not compute the same, or the run was changed in between");
    }

    private static String describe(StepRecord row) {
        return "digest " + row.digest() + " and loss bits " + row.lossBits() + " in generation " + row.generation();
    }
}
