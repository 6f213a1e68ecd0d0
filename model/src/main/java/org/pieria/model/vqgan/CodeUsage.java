package org.pieria.model.vqgan;

/** How a set of images uses the codebook: how many codes at all, and how evenly. Immutable. */
public final class CodeUsage {

    private final long[] counts;

    private CodeUsage(long[] counts) {
        this.counts = counts;
    }

    /** Over no images yet. */
    public static CodeUsage of(int codes) {
        Rules.require(codes > 0, "codes must be positive", codes);
        return new CodeUsage(new long[codes]);
    }

    /** Of known counts, one per code; whole numbers. */
    public static CodeUsage ofCounts(float[] counts) {
        long[] whole = new long[counts.length];
        for (int code = 0; code < counts.length; code++) {
            whole[code] = (long) counts[code];
        }
        return new CodeUsage(whole);
    }

    /** With the tokens of more images, each in 0 .. codes-1. */
    public CodeUsage plus(int[] tokens) {
        long[] sum = counts.clone();
        for (int token : tokens) {
            Rules.require(token >= 0 && token < sum.length, "a token must be in 0 .. " + (sum.length - 1), token);
            sum[token]++;
        }
        return new CodeUsage(sum);
    }

    /** Over the images of both. */
    public CodeUsage plus(CodeUsage other) {
        Rules.require(other.counts.length == counts.length, "codes must be " + counts.length, other.counts.length);
        long[] sum = counts.clone();
        for (int code = 0; code < sum.length; code++) {
            sum[code] += other.counts[code];
        }
        return new CodeUsage(sum);
    }

    /** Codes that were chosen at least once. */
    public int used() {
        int used = 0;
        for (long count : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }

    /** The share of the codes that were chosen at least once, in [0, 1]. */
    public double share() {
        return (double) used() / counts.length;
    }

    /** exp of the entropy of the choice: from 1 (one code for all) to codes (all equally often); NaN over no images. */
    public double perplexity() {
        double total = total();
        double entropy = 0;
        for (long count : counts) {
            entropy -= count == 0 ? 0 : count / total * StrictMath.log(count / total);
        }
        return total == 0 ? Double.NaN : StrictMath.exp(entropy);
    }

    private double total() {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
