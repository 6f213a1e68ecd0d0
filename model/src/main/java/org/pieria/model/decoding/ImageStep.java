package org.pieria.model.decoding;

import java.util.Arrays;
import org.pieria.model.masking.MaskSchedule;
import org.pieria.model.random.CounterRandom;

/** One step of decoding of one image. */
record ImageStep(ParallelDecoder decoder, ParallelDecoder.Step step, int image, TokenDraw draw) {

    /** Draws the hidden tokens in place and hides the least confident again, unless the step is the last. */
    void advance(Logits.Pair logits, int[] tokens) {
        int hidden = decoder.hidden(tokens);
        if (hidden == 0) {
            return;
        }
        double[] confidence = ordered(sample(logits, tokens));
        int steps = decoder.options().steps();
        int left = MaskSchedule.hiddenAfter(step.hiddenAtStart()[image], hidden, step.number(), steps);
        if (left > 0) {
            hide(tokens, confidence, left);
        }
    }

    /** Fills the hidden tokens and returns how sure of each the model is, with noise; infinitely where it was known. */
    private double[] sample(Logits.Pair logits, int[] tokens) {
        CounterRandom random = step.keys().get(image).at(step.number());
        CounterRandom codes = random.at("code");
        CounterRandom order = random.at("order");
        double noise = noise();
        double guidance = decoder.guidance(step);
        double[] confidence = new double[tokens.length];
        Arrays.fill(confidence, Double.POSITIVE_INFINITY);
        for (int place = 0; place < tokens.length; place++) {
            if (tokens[place] == decoder.codes()) {
                tokens[place] = draw.draw(logits, offset(tokens, place), guidance, codes.uniform(place));
                confidence[place] = StrictMath.log(draw.probability()) + noise * order.gumbel(place);
            }
        }
        return confidence;
    }

    /** In the order of the confidence, or in the fixed order of the decoder. */
    private double[] ordered(double[] confidence) {
        if (decoder.options().order() == RevealOrder.CONFIDENCE) {
            return confidence;
        }
        for (int place = 0; place < confidence.length; place++) {
            confidence[place] =
                    confidence[place] == Double.POSITIVE_INFINITY ? confidence[place] : -step.ranks()[place];
        }
        return confidence;
    }

    /** Hides all below the place numbered {@code left} in the order of confidence. */
    private void hide(int[] tokens, double[] confidence, int left) {
        double[] sorted = confidence.clone();
        Arrays.sort(sorted);
        double cutoff = left < sorted.length ? sorted[left] : Double.POSITIVE_INFINITY;
        for (int place = 0; place < tokens.length; place++) {
            if (confidence[place] < cutoff) {
                tokens[place] = decoder.codes();
            }
        }
    }

    private double noise() {
        double done = (step.number() + 1.0) / decoder.options().steps();
        return decoder.options().temperature() * (1 - done);
    }

    private int offset(int[] tokens, int place) {
        return (image * tokens.length + place) * decoder.codes();
    }
}
