package org.pieria.worker.data;

import org.pieria.model.random.CounterRandom;

/**
 * The order in which training meets its samples: every epoch a permutation of its own, computed position by position from
 * (seed, epoch). There is nothing to save, and any worker can begin anywhere.
 *
 * <p>A Feistel network permutes the smallest power of four that covers the size; results beyond the size are permuted
 * again until they fall inside (cycle walking), four times on average at worst.
 *
 * @param seed of the run
 * @param size number of samples, at least 1
 */
public record SampleOrder(long seed, int size) {

    private static final int ROUNDS = 8;

    public SampleOrder {
        if (size < 1) {
            throw new IllegalArgumentException("an order needs at least one sample, got " + size);
        }
    }

    /**
     * Which sample is met at a position.
     *
     * @param position counts samples over all epochs, from 0
     * @return 0 .. size - 1
     */
    public int at(long position) {
        CounterRandom key = CounterRandom.of(seed).at("order").at(epoch(position));
        long index = position % size;
        do {
            index = permute(index, key);
        } while (index >= size);
        return (int) index;
    }

    /** The epoch of a position, from 0. */
    public long epoch(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("positions count from 0, got " + position);
        }
        return position / size;
    }

    private long permute(long index, CounterRandom key) {
        int bits = halfBits();
        long mask = (1L << bits) - 1;
        long left = index >>> bits;
        long right = index & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (key.at(round).bits(right) & mask);
            left = right;
            right = mixed;
        }
        return left << bits | right;
    }

    /** Half the bits of the permuted range. */
    private int halfBits() {
        return (Long.SIZE - Long.numberOfLeadingZeros(size - 1L) + 1) / 2;
    }
}
