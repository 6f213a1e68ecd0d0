package org.pieria.actors.simulation;

/**
 * The random numbers of one seed. Everything that draws has dice of its own, so that what one draws never changes what
 * another one gets. One thread.
 */
final class Dice {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed, String name) {
        state = mixed(seed * GOLDEN) ^ mixed(name.hashCode());
    }

    long next() {
        state += GOLDEN;
        return mixed(state);
    }

    /** From 0 up to the bound, without it. */
    int below(int bound) {
        return (int) Math.floorMod(next(), (long) bound);
    }

    /** From the first up to the second, both included. */
    long between(long low, long high) {
        return low + Math.floorMod(next(), high - low + 1);
    }

    /** True so many times out of a thousand. */
    boolean chance(int perMille) {
        return perMille > 0 && below(1_000) < perMille;
    }

    /** Spreads the bits of a number over all bits of the result. */
    static long mixed(long number) {
        long first = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
