package org.pieria.model.transformer;

import com.typesafe.config.Config;

/**
 * How a transformer is trained within a device: what memory and time it takes, not what it is.
 *
 * @param precision of matrix products
 * @param rematerialise whether each layer is computed again for its gradient, so that only what enters it is kept
 * @param accumulate parts into which a slice's samples are divided, computed one after another
 */
public record Compute(Precision precision, boolean rematerialise, int accumulate) {

    /** In float32, everything kept, all samples at once. */
    static final Compute PLAIN = new Compute(Precision.FLOAT32, false, 1);

    public Compute {
        Requirement.positive("accumulate", accumulate);
    }

    /** Reads {@code compute}, {@code rematerialise} and {@code accumulate} of a phase, where they are said. */
    static Compute from(String name, Config phase) {
        String key = "phases." + name + ".compute";
        return new Compute(
                phase.hasPath("compute") ? Precision.named(key, phase.getString("compute")) : Precision.FLOAT32,
                phase.hasPath("rematerialise") && phase.getBoolean("rematerialise"),
                phase.hasPath("accumulate") ? phase.getInt("accumulate") : 1);
    }
}
