package org.pieria.worker.phase;

import org.pieria.model.random.CounterRandom;
import org.pieria.worker.data.SampleOrder;
import org.pieria.worker.data.Split;

/**
 * Which training samples a slice of a step holds: a stateless function of seed, phase, step and slice.
 *
 * @param train the numbers of the training samples
 */
@SuppressWarnings("ArrayRecordComponent")
record SampleSchedule(int[] train, SampleOrder order, Batch batch) {

    /** The shape of a phase's global batch. */
    record Batch(int slices, int sliceBatch) {}

    static SampleSchedule of(String phase, long seed, Split split, Batch batch) {
        long key = CounterRandom.of(seed).at(phase).at("order").bits(0);
        return new SampleSchedule(split.train(), new SampleOrder(key, split.train().length), batch);
    }

    /** The data set's numbers of the samples of one slice, in order. */
    int[] slice(long step, int slice) {
        long first = ((step - 1) * batch.slices() + slice) * batch.sliceBatch();
        int[] samples = new int[batch.sliceBatch()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = train[order.at(first + i)];
        }
        return samples;
    }
}
