package org.pieria.model.random;

/**
 * Random numbers as a pure function of a key and a counter. Keys are derived by naming what the numbers are for (seed,
 * phase, step, sample, purpose), so every draw can be repeated on any host, in any order, with no state to save.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood 2014). Transcendental functions are
 * {@link StrictMath}'s, so all values have the same bits on every machine.
 */
public record CounterRandom(long key) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    public static CounterRandom of(long seed) {
        return new CounterRandom(mix(seed ^ 0x5069_6572_6961L));
    }

    /** The key for one value of one more coordinate: a step, a sample, a slice. */
    public CounterRandom at(long coordinate) {
        return new CounterRandom(mix(key ^ mix(coordinate + GOLDEN)));
    }

    /** The key for a named purpose or phase. */
    public CounterRandom at(String name) {
        long hash = name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash * 31 + name.charAt(i));
        }
        return at(hash);
    }

    /** 64 random bits, number {@code index} of this key. */
    public long bits(long index) {
        return mix(key + (index + 1) * GOLDEN);
    }

    /** Uniform in [0, 1). */
    public double uniform(long index) {
        return (bits(index) >>> 11) * UNIT;
    }

    /** Uniform in 0 .. bound-1 (bias below 2^-32 for bounds that fit an int). */
    public int below(long index, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, was " + bound);
        }
        return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
    }

    /** Standard normal, by Box and Muller from draws 2*index and 2*index+1. */
    public double normal(long index) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * index + 1));
    }

    /** Standard Gumbel: -log(-log(u)). */
    public double gumbel(long index) {
        double u = (bits(index) >>> 11 | 1) * UNIT;
        return -StrictMath.log(-StrictMath.log(u));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
