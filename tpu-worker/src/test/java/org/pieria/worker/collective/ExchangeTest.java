package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.BundleShape.Segment;
import org.pieria.worker.bundle.Wire;

class ExchangeTest {

    @Provide
    static Arbitrary<Integer> slices() {
        return Arbitraries.of(1, 2, 4, 8, 16);
    }

    @Property(tries = 40)
    void everyNumberOfRanksMakesTheSameBits(
            @ForAll("slices") int slices, @ForAll @IntRange(min = 1, max = 700) int length, @ForAll long seed) {
        List<float[]> bundles = Bundles.wild(random(seed), slices, length);
        int[] expected = Bundles.bits(Bundles.treeSum(bundles));

        for (int ranks = 2; ranks <= slices; ranks++) {
            List<float[]> sums = new Ensemble(ranks, slices, length).reduce(1, bundles);

            assertThat(sums).allSatisfy(sum -> assertThat(Bundles.bits(sum)).containsExactly(expected));
        }
    }

    /** A bit of the pattern between two slices parts them. */
    @Property(tries = 60)
    void everySplitOfTheSlicesMakesTheSameBits(@ForAll @IntRange(min = 1, max = 127) int pattern, @ForAll long seed) {
        List<Integer> shares = new ArrayList<>(List.of(1));
        for (int gap = 0; gap < 7; gap++) {
            if ((pattern >> gap & 1) == 1) {
                shares.add(1);
            } else {
                shares.set(shares.size() - 1, shares.get(shares.size() - 1) + 1);
            }
        }
        List<float[]> bundles = Bundles.wild(random(seed), 8, 100);
        int[] expected = Bundles.bits(Bundles.treeSum(bundles));

        List<float[]> sums =
                new Ensemble(shares.size(), new SliceTree(8, shares), BundleShape.of(100)).reduce(1, bundles);

        assertThat(sums).allSatisfy(sum -> assertThat(Bundles.bits(sum)).containsExactly(expected));
    }

    @Property(tries = 40)
    void aNetworkThatLosesDoublesDamagesAndReordersChangesNoBit(
            @ForAll("slices") int slices, @ForAll @IntRange(min = 1, max = 700) int length, @ForAll long seed) {
        int ranks = 1 + (int) Math.floorMod(seed, (long) slices);
        if (ranks == 1) {
            return;
        }
        RandomGenerator random = random(seed);
        Ensemble ensemble = new Ensemble(ranks, slices, length);
        ensemble.network.fateIsChaos(random);

        for (long step = 1; step <= 4; step++) {
            List<float[]> bundles = Bundles.wild(random, slices, length);
            int[] expected = Bundles.bits(Bundles.treeSum(bundles));

            assertThat(ensemble.reduce(step, bundles))
                    .allSatisfy(sum -> assertThat(Bundles.bits(sum)).containsExactly(expected));
        }
    }

    @Property(tries = 40)
    void segmentsThatTravelDifferentlyMakeTheSameBitsForEveryNumberOfRanks(
            @ForAll("slices") int slices,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 300) Integer> lengths,
            @ForAll long seed) {
        BundleShape shape = shape(lengths);
        List<float[]> bundles = Bundles.wild(random(seed), slices, Math.toIntExact(shape.length()));
        int[] expected = Bundles.bits(Bundles.joined(expected(bundles, shape)));

        assertThat(Bundles.bits(Bundles.joined(alone(slices, shape, bundles)))).containsExactly(expected);
        for (int ranks = 2; ranks <= slices; ranks++) {
            Ensemble ensemble = new Ensemble(ranks, slices, shape);
            ensemble.network.fateIsChaos(random(seed + ranks));

            assertThat(ensemble.reduce(1, bundles))
                    .allSatisfy(sum -> assertThat(Bundles.bits(sum)).containsExactly(expected));
        }
    }

    /** Every other segment travels as bfloat16. */
    private static BundleShape shape(List<Integer> lengths) {
        return new BundleShape(IntStream.range(0, lengths.size())
                .mapToObj(i -> new Segment(lengths.get(i), i % 2 == 0 ? Wire.BFLOAT16 : Wire.FLOAT32))
                .toList());
    }

    private static Bundle expected(List<float[]> slices, BundleShape shape) {
        List<Bundle> split = Bundles.split(slices, shape);
        return new Bundle(IntStream.range(0, shape.segments().size())
                .mapToObj(segment -> {
                    List<float[]> arrays =
                            split.stream().map(bundle -> bundle.array(segment)).toList();
                    return segment % 2 == 0 ? Bundles.roundedTreeSum(arrays) : Bundles.treeSum(arrays);
                })
                .toList());
    }

    private static Bundle alone(int slices, BundleShape shape, List<float[]> bundles) {
        Bundle sum = Bundle.zeros(shape);
        try (Collective lone = new LoneCollective(slices, shape)) {
            lone.allReduce(1, "state", Bundles.split(bundles, shape), sum);
        }
        return sum;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
