package org.pieria.model.decoding;

import java.util.Arrays;

/** Draws codes from guided logits. Holds scratch space: one thread. */
final class TokenDraw {

    private final double[] shares;
    private final double[] sorted;
    private final int topK;
    private double probability;

    /**
     * A draw of one of {@code codes}.
     *
     * @param topK only the so many likeliest; 0: all
     */
    TokenDraw(int codes, int topK) {
        this.shares = new double[codes];
        this.sorted = new double[codes];
        this.topK = topK;
    }

    /**
     * One code of the softmax of a token's logits.
     *
     * @param offset of the token's logits
     * @param uniform in [0, 1): decides
     */
    int draw(Logits.Pair logits, int offset, double guidance, double uniform) {
        Guidance.mix(logits, offset, guidance, shares);
        double total = exponentiate();
        int code = find(uniform * total);
        probability = shares[code] / total;
        return code;
    }

    /** The probability of the code drawn last. */
    double probability() {
        return probability;
    }

    private double exponentiate() {
        double top = Double.NEGATIVE_INFINITY;
        for (double logit : shares) {
            top = Math.max(top, logit);
        }
        if (!Double.isFinite(top)) {
            throw new IllegalArgumentException("logits must be finite, the greatest is " + top);
        }
        if (topK > 0 && topK < shares.length) {
            keepLikeliest();
        }
        return exponentiate(top);
    }

    private double exponentiate(double top) {
        double total = 0;
        for (int code = 0; code < shares.length; code++) {
            shares[code] = StrictMath.exp(shares[code] - top);
            total += shares[code];
        }
        return total;
    }

    /** Leaves exactly {@code topK} codes; of equal ones, those with the lower numbers. */
    private void keepLikeliest() {
        System.arraycopy(shares, 0, sorted, 0, shares.length);
        Arrays.sort(sorted);
        double least = sorted[shares.length - topK];
        int equal = topK;
        for (double logit : shares) {
            equal -= logit > least ? 1 : 0;
        }
        for (int code = 0; code < shares.length; code++) {
            boolean kept = shares[code] > least || (shares[code] == least && equal-- > 0);
            shares[code] = kept ? shares[code] : Double.NEGATIVE_INFINITY;
        }
    }

    private int find(double target) {
        double sum = 0;
        int last = 0;
        for (int code = 0; code < shares.length; code++) {
            if (shares[code] > 0) {
                sum += shares[code];
                last = code;
                if (sum > target) {
                    return code;
                }
            }
        }
        return last;
    }
}
