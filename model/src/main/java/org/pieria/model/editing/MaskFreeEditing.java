package org.pieria.model.editing;

import java.util.ArrayList;
import java.util.List;
import org.pieria.model.decoding.DecodingOptions;
import org.pieria.model.decoding.GuidanceRamp;
import org.pieria.model.decoding.Logits;
import org.pieria.model.decoding.ParallelDecoder;
import org.pieria.model.masking.MaskDraw;
import org.pieria.model.random.CounterRandom;

/**
 * Zero-shot mask-free editing (Muse, section 4.3): in each iteration a few random tokens are hidden and drawn again under
 * the prompt, so that an image moves towards it little by little and keeps its layout.
 *
 * @param iterations how often; the paper's 100
 * @param share of the tokens in each, in (0, 1]; the paper's 0.08
 * @param guidance constant; the paper's 4
 * @param topK draws among the so many likeliest codes, 0: all; the paper's 3
 */
public record MaskFreeEditing(int iterations, double share, double guidance, int topK) {

    /** Muse, section 4.3. */
    public static final MaskFreeEditing PUBLISHED = new MaskFreeEditing(100, 0.08, 4, 3);

    public MaskFreeEditing {
        check(iterations >= 1, "iterations must be at least 1", iterations);
        check(share > 0 && share <= 1, "the share of the tokens drawn again must be above 0 and at most 1", share);
        check(Double.isFinite(guidance) && guidance >= 0, "guidance must be finite and not negative", guidance);
        check(topK >= 0, "top-k must not be negative (0: all codes)", topK);
    }

    /**
     * An image after an iteration.
     *
     * @param iteration from 1
     * @param tokens [tokens]
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stage(int iteration, int[] tokens) {}

    /** How many of so many tokens an iteration draws again: the share rounded down (20 of 256), at least 1. */
    public int count(int tokens) {
        return Math.max(1, (int) Math.floor(tokens * share));
    }

    /**
     * An image to be edited.
     *
     * @param tokens [tokens], all known
     * @param codes the tokens are below it
     * @param key decides everything random
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Subject(int[] tokens, int codes, CounterRandom key) {}

    /**
     * Edits an image.
     *
     * @param model gives logits for a batch of one
     * @param keepEvery iterations between the stages that are kept; the last is kept always
     * @return the kept stages in their order, at least one
     */
    public List<Stage> edit(Logits model, Subject subject, int keepEvery) {
        check(keepEvery >= 1, "iterations between kept stages must be at least 1", keepEvery);
        DecodingOptions once = new DecodingOptions(1, GuidanceRamp.constant(guidance), 0, topK);
        ParallelDecoder decoder = new ParallelDecoder(subject.codes(), once);
        List<Stage> kept = new ArrayList<>();
        int[] tokens = subject.tokens();
        for (int iteration = 1; iteration <= iterations; iteration++) {
            CounterRandom random = subject.key().at(iteration);
            tokens = decoder.decode(model, new int[][] {hide(tokens, subject.codes(), random)}, List.of(random))[0];
            if (iteration % keepEvery == 0 || iteration == iterations) {
                kept.add(new Stage(iteration, tokens));
            }
        }
        return kept;
    }

    private int[] hide(int[] tokens, int maskToken, CounterRandom random) {
        float[] mask =
                MaskDraw.exactly(random, tokens.length, count(tokens.length)).mask();
        int[] hidden = tokens.clone();
        for (int place = 0; place < tokens.length; place++) {
            hidden[place] = mask[place] > 0 ? maskToken : tokens[place];
        }
        return hidden;
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
