package org.pieria.model.decoding;

import java.util.Arrays;
import java.util.List;
import org.pieria.model.random.CounterRandom;

/**
 * MaskGIT's parallel decoding (Chang et al. 2022, section 3.2; Muse, section 2.8): in each step all hidden tokens are drawn
 * and the least confident of them are hidden again. Tokens that were known stay. Everything is a function of the logits and
 * of each image's key, so an image does not depend on the others of its batch, as far as the logits do not.
 *
 * @param codes tokens are below it; {@code codes} itself is the mask token
 */
public record ParallelDecoder(int codes, DecodingOptions options) {

    public ParallelDecoder {
        if (codes < 2) {
            throw new IllegalArgumentException("codes must be at least 2, got " + codes);
        }
    }

    /**
     * Decodes a batch.
     *
     * @param start [batch][tokens]; the mask token where something is to be decoded
     * @param keys one per image
     * @return [batch][tokens], all known
     */
    public int[][] decode(Logits model, int[][] start, List<CounterRandom> keys) {
        check(start, keys);
        int[][] tokens = Arrays.stream(start).map(int[]::clone).toArray(int[][]::new);
        int[] hiddenAtStart = Arrays.stream(start).mapToInt(this::hidden).toArray();
        int[] ranks = options.order() == RevealOrder.HALTON ? HaltonOrder.ranks(start[0].length) : new int[0];
        for (int step = 0; step < options.steps(); step++) {
            step(model, tokens, new Step(step, hiddenAtStart, keys, ranks));
        }
        return tokens;
    }

    private void step(Logits model, int[][] tokens, Step step) {
        Logits.Pair logits = model.of(tokens, guidance(step) != 0);
        int count = tokens[0].length;
        long expected = (long) tokens.length * count * codes;
        if (logits.conditional().length != expected) {
            throw new IllegalArgumentException(
                    "the model gave " + logits.conditional().length + " logits, expected " + expected);
        }
        TokenDraw draw = new TokenDraw(codes, options.topK());
        for (int image = 0; image < tokens.length; image++) {
            new ImageStep(this, step, image, draw).advance(logits, tokens[image]);
        }
    }

    /** The scale t of a step; at 0 the model without a caption is not asked. */
    double guidance(Step step) {
        return options.guidance().at(step.number(), options.steps());
    }

    int hidden(int[] tokens) {
        int hidden = 0;
        for (int token : tokens) {
            hidden += token == codes ? 1 : 0;
        }
        return hidden;
    }

    private void check(int[][] start, List<CounterRandom> keys) {
        if (start.length == 0 || start.length != keys.size()) {
            throw new IllegalArgumentException(start.length + " images to decode with " + keys.size() + " keys");
        }
        for (int[] image : start) {
            if (image.length != start[0].length || Arrays.stream(image).anyMatch(token -> token < 0 || token > codes)) {
                throw new IllegalArgumentException("images must have equally many tokens, each in 0.." + codes + " ("
                        + codes + " = hidden); got " + Arrays.toString(image));
            }
        }
    }

    /**
     * What is common to all images of a step.
     *
     * @param number from 0
     * @param ranks of the tokens in a fixed order; empty where confidence decides
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Step(int number, int[] hiddenAtStart, List<CounterRandom> keys, int[] ranks) {}
}
