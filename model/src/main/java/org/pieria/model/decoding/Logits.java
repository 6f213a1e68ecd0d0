package org.pieria.model.decoding;

/** A model as decoding sees it: tokens in, logits out, for a batch of images. */
@FunctionalInterface
public interface Logits {

    /**
     * Predicts all tokens.
     *
     * @param tokens [batch][tokens]; hidden ones are the mask token. Not to be kept or changed.
     */
    Pair of(int[][] tokens);

    /**
     * The logits with and without the caption.
     *
     * @param conditional [batch, tokens, codes], row-major
     * @param unconditional the same without a caption, or under the negative prompt; unused where guidance is 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Pair(float[] conditional, float[] unconditional) {

        public Pair {
            if (conditional.length != unconditional.length) {
                throw new IllegalArgumentException("conditional and unconditional logits differ in number: "
                        + conditional.length + " and " + unconditional.length);
            }
        }
    }
}
