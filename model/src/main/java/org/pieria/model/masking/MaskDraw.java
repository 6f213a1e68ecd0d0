package org.pieria.model.masking;

import java.util.Arrays;
import org.pieria.model.random.CounterRandom;

/**
 * Which tokens of a sample are hidden in a step of training, as a function of the sample's key alone.
 *
 * @param count hidden tokens, at least 1
 * @param mask [tokens], 1 where hidden
 */
@SuppressWarnings("ArrayRecordComponent")
public record MaskDraw(int count, float[] mask) {

    /** The key of a sample's draws: every purpose derives its own from it. */
    public static CounterRandom sample(long seed, String phase, long step, long sample) {
        return CounterRandom.of(seed).at(phase).at(step).at(sample);
    }

    /**
     * Draws the share of a sample and then which of its tokens: those with the lowest of as many random keys.
     *
     * @param sample the sample's key ({@link #sample})
     */
    public static MaskDraw of(CounterRandom sample, int tokens) {
        double ratio = MaskSchedule.ratio(sample.at("mask-ratio").uniform(0));
        return exactly(sample, tokens, MaskSchedule.count(ratio, tokens));
    }

    /** Hides exactly {@code count} tokens: for evaluation at a fixed share. */
    public static MaskDraw exactly(CounterRandom sample, int tokens, int count) {
        if (count < 1 || count > tokens) {
            throw new IllegalArgumentException("hidden tokens must be 1 to " + tokens + ", got " + count);
        }
        float[] mask = new float[tokens];
        for (int place : lowest(sample.at("mask-place"), tokens, count)) {
            mask[place] = 1;
        }
        return new MaskDraw(count, mask);
    }

    /** The keys' low bits give way to the place, so that sorting the keys sorts the places and no two are equal. */
    private static int[] lowest(CounterRandom random, int tokens, int count) {
        int placeBits = 64 - Long.numberOfLeadingZeros(tokens);
        long[] keys = new long[tokens];
        for (int place = 0; place < tokens; place++) {
            keys[place] = random.bits(place) >>> placeBits << placeBits | place;
        }
        Arrays.sort(keys);
        long low = (1L << placeBits) - 1;
        return Arrays.stream(keys, 0, count).mapToInt(key -> (int) (key & low)).toArray();
    }
}
