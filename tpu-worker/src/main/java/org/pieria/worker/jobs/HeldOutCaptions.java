package org.pieria.worker.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.phase.RunData;

/** The fixed held-out samples of every grid: one per concept, in an order that the sampling seed gives. */
final class HeldOutCaptions {

    private HeldOutCaptions() {}

    /** Numbers of at most so many samples; of training samples where nothing is held out. */
    static int[] choose(RunData data, long seed, int count) {
        int[] pool = data.split().heldOut().length > 0
                ? data.split().heldOut()
                : data.split().train();
        CounterRandom random = CounterRandom.of(seed).at("captions");
        List<Integer> shuffled = Arrays.stream(pool)
                .boxed()
                .sorted(Comparator.comparingLong((Integer sample) -> random.bits(sample)))
                .toList();
        Set<String> concepts = new HashSet<>();
        List<Integer> chosen = new ArrayList<>();
        for (int sample : shuffled) {
            if (chosen.size() < count && concepts.add(data.set().sample(sample).concept())) {
                chosen.add(sample);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }
}
