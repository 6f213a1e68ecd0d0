package org.pieria.worker.data;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pieria.model.random.CounterRandom;

/**
 * Which samples training sees and which are kept for judging it. A concept goes wholly to one side, decided by its name
 * alone: neither order nor seed nor other samples move it.
 *
 * @param train sample numbers, ascending, at least one
 * @param heldOut sample numbers, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record Split(int[] train, int[] heldOut) {

    /** From so many samples on, at least one is held out. */
    static final int WORTH_HOLDING_OUT = 20;

    private static final CounterRandom DRAW = CounterRandom.of(0).at("held-out");

    /**
     * Decides for all samples.
     *
     * @param samples all samples of a data set
     * @param share of the concepts, in [0, 1); 0 holds out nothing
     */
    public static Split of(List<Sample> samples, double share) {
        Set<String> heldOut = heldOut(samples, share);
        return new Split(numbers(samples, heldOut, false), numbers(samples, heldOut, true));
    }

    private static Set<String> heldOut(List<Sample> samples, double share) {
        List<String> concepts = samples.stream()
                .map(Sample::concept)
                .distinct()
                .sorted(Comparator.comparingDouble(Split::draw).thenComparing(Comparator.naturalOrder()))
                .toList();
        long drawn = concepts.stream().filter(concept -> draw(concept) < share).count();
        long atLeast = share > 0 && samples.size() >= WORTH_HOLDING_OUT ? 1 : 0;
        // Training keeps at least one concept, whatever the draw.
        long held = Math.min(Math.max(drawn, atLeast), concepts.size() - 1L);
        return concepts.stream().limit(held).collect(Collectors.toCollection(HashSet::new));
    }

    private static double draw(String concept) {
        return DRAW.at(concept).uniform(0);
    }

    private static int[] numbers(List<Sample> samples, Set<String> heldOut, boolean held) {
        return IntStream.range(0, samples.size())
                .filter(i -> heldOut.contains(samples.get(i).concept()) == held)
                .toArray();
    }
}
