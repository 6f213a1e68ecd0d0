package org.pieria.actors.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * The arithmetic that stands for training: a state tells exactly which samples of which steps led to it. A step draws one
 * sample for each slice; an epoch of eight steps uses every sample once.
 *
 * @param slices of a step, at most 8
 */
record Numbers(int slices) {

    static final int EPOCH = 8;

    /**
     * A state.
     *
     * @param used the samples of the epoch so far, as bits
     * @param value of all that was applied, in order
     */
    record State(String phase, long step, long used, long value) {

        String digest() {
            return Long.toHexString(Dice.mixed(value ^ Dice.mixed(used ^ Dice.mixed(step))));
        }
    }

    /**
     * What was computed from some samples.
     *
     * @param samples as bits
     * @param sum over them
     * @param repeated whether a sample is in it twice
     */
    record Bundle(long step, long samples, long sum, boolean repeated) {

        Bundle plus(Bundle more) {
            return new Bundle(
                    step,
                    samples | more.samples,
                    sum + more.sum,
                    repeated || more.repeated || (samples & more.samples) != 0);
        }
    }

    State beginning(String phase) {
        return new State(phase, 0, 0, Dice.mixed(phase.hashCode()));
    }

    /** The sample of a slice: a function of the step and the slice alone. */
    int sample(long step, int slice) {
        long place = ((step - 1) % EPOCH) * slices + slice;
        long epoch = (step - 1) / EPOCH;
        return (int) ((place * 5 + epoch * 7) % samples());
    }

    int samples() {
        return EPOCH * slices;
    }

    Bundle of(String phase, long step, int sample) {
        return new Bundle(step, 1L << sample, Dice.mixed(phase.hashCode() * 31L + sample + step * 1_000_003), false);
    }

    State after(State state, Bundle bundle) {
        long before = state.step() % EPOCH == 0 ? 0 : state.used();
        long value = Dice.mixed(state.value() * 6_364_136_223_846_793_005L + bundle.sum() + bundle.step());
        return new State(state.phase(), state.step() + 1, before | bundle.samples(), value);
    }

    /** What is wrong with the samples of a step; empty if nothing is. */
    String misuse(State before, Bundle bundle) {
        long used = before.step() % EPOCH == 0 ? 0 : before.used();
        if (bundle.repeated() || (used & bundle.samples()) != 0) {
            return "a sample is used twice in step " + (before.step() + 1) + " or in its epoch";
        }
        return Long.bitCount(bundle.samples()) == slices
                ? ""
                : Long.bitCount(bundle.samples()) + " of " + slices + " samples are used in step "
                        + (before.step() + 1);
    }

    /** The digests of the undisturbed run, by step from 0. */
    Map<Long, String> undisturbed(String phase, long steps) {
        Map<Long, String> digests = new HashMap<>();
        State state = beginning(phase);
        digests.put(0L, state.digest());
        for (long step = 1; step <= steps; step++) {
            Bundle sum = new Bundle(step, 0, 0, false);
            for (int slice = 0; slice < slices; slice++) {
                sum = sum.plus(of(phase, step, sample(step, slice)));
            }
            state = after(state, sum);
            digests.put(step, state.digest());
        }
        return digests;
    }
}
