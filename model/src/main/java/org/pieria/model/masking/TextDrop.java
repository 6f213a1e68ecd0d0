package org.pieria.model.masking;

import org.pieria.model.random.CounterRandom;

/**
 * Which samples train without their caption (Muse, section 2.7), so that the model also learns what guidance subtracts.
 *
 * @param share of the samples that lose it, in [0, 1]
 */
public record TextDrop(double share) {

    public TextDrop {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("text.drop must be in [0, 1], got " + share);
        }
    }

    /** True if the sample with this key ({@link MaskDraw#sample}) loses its caption. */
    public boolean drops(CounterRandom sample) {
        return sample.at("text-drop").uniform(0) < share;
    }
}
