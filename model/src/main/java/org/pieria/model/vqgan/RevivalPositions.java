package org.pieria.model.vqgan;

import java.util.Arrays;
import org.pieria.model.random.CounterRandom;

/**
 * Draws where the candidates of a step's revival lie: for every code one slice and one vector of it.
 *
 * @param codes of the codebook
 * @param slices of the global batch
 * @param vectors of one slice
 */
public record RevivalPositions(int codes, int slices, int vectors) {

    public RevivalPositions {
        Rules.require(codes > 0, "codes must be positive", codes);
        Rules.require(slices > 0, "slices must be positive", slices);
        Rules.require(vectors > 0, "the vectors of a slice must be positive", vectors);
    }

    /**
     * What one slice is fed.
     *
     * @param random the step's key for this purpose; the same for all slices of the step
     * @param slice from 0
     * @return [codes], a vector of the slice, or -1 where the candidate lies in another slice
     */
    public int[] of(CounterRandom random, int slice) {
        Rules.require(slice >= 0 && slice < slices, "a slice must be in 0 .. " + (slices - 1), slice);
        int[] positions = new int[codes];
        Arrays.setAll(positions, code -> within(random.below(code, Math.multiplyExact(slices, vectors)), slice));
        return positions;
    }

    private int within(int drawn, int slice) {
        return drawn / vectors == slice ? drawn % vectors : -1;
    }
}
