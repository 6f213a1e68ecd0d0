package org.pieria.model.decoding;

/** A model as decoding sees it: tokens in, logits out, for a batch of images. */
@FunctionalInterface
public interface Logits {

    /**
     * Predicts all tokens.
     *
     * @param tokens [batch][tokens]; hidden ones are the mask token. Not to be kept or changed.
     * @param guided whether the logits without the caption will be looked at
     */
    Pair of(int[][] tokens, boolean guided);

    /**
     * The logits with and without the caption.
     *
     * @param conditional [batch, tokens, codes], row-major
     * @param unconditional the same without a caption, or under the negative prompt; unused where guidance is 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Pair(float[] conditional, float[] unconditional) {

        /** Where guidance is 0: only the logits with the caption are looked at. */
        public static Pair unguided(float[] conditional) {
            return new Pair(conditional, conditional);
        }

        public Pair {
            if (conditional.length != unconditional.length) {
                throw new IllegalArgumentException("conditional and unconditional logits differ in number: "
                        + conditional.length + " and " + unconditional.length);
            }
        }
    }
}
