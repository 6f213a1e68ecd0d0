package org.pieria.model.decoding;

/** Classifier-free guidance of logits. */
final class Guidance {

    private Guidance() {}

    /**
     * (1 + t) conditional - t unconditional, for one token (Muse, section 2.7).
     *
     * @param offset of the token's logits in both arrays
     * @param into [codes], overwritten
     */
    static void mix(Logits.Pair logits, int offset, double scale, double[] into) {
        float[] conditional = logits.conditional();
        float[] unconditional = logits.unconditional();
        for (int code = 0; code < into.length; code++) {
            double with = conditional[offset + code];
            into[code] = scale == 0 ? with : with + scale * (with - unconditional[offset + code]);
        }
    }
}
