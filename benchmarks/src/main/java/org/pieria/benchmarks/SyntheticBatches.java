package org.pieria.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Model;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.vqgan.RevivalPositions;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.HostTensor;

/** Feeds of the right shapes and ranges, drawn once per slice: a step then costs what it costs on real data, reading aside. */
final class SyntheticBatches implements BatchSource {

    private final Model model;
    private final int codes;
    private final int slices;
    private final Map<Integer, Map<String, HostTensor>> drawn = new ConcurrentHashMap<>();

    /**
     * Draws nothing yet.
     *
     * @param codes tokens are below this
     */
    SyntheticBatches(Model model, int codes, int slices) {
        this.model = model;
        this.codes = codes;
        this.slices = slices;
    }

    @Override
    public Map<String, HostTensor> slice(long step, int slice) {
        return drawn.computeIfAbsent(slice, this::draw);
    }

    private Map<String, HostTensor> draw(int slice) {
        Map<String, HostTensor> feeds = new HashMap<>();
        CounterRandom random = CounterRandom.of(slice);
        for (Feed feed : model.feeds()) {
            feeds.put(feed.name(), tensor(feed, random.at(feed.name())));
        }
        if (model instanceof Vqgan vqgan && vqgan.config().codebook().revives()) {
            int all = vqgan.config().codebook().codes();
            int[] positions =
                    new RevivalPositions(all, slices, vqgan.config().vectors()).of(CounterRandom.of(1), slice);
            feeds.put(Vqgan.REVIVAL_POSITIONS, HostTensor.ints(positions, all));
        }
        return feeds;
    }

    private HostTensor tensor(Feed feed, CounterRandom random) {
        int elements = Math.toIntExact(feed.shape().size());
        return feed.type() == Feed.Type.INT
                ? HostTensor.ints(tokens(elements, random), feed.shape().asArray())
                : HostTensor.floats(
                        values(feed.name(), elements, random), feed.shape().asArray());
    }

    private int[] tokens(int count, CounterRandom random) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = random.below(i, codes);
        }
        return tokens;
    }

    /** Masks are 0 or 1, everything else lies between. */
    private static float[] values(String name, int count, CounterRandom random) {
        boolean binary = name.equals("mask") || name.equals("textMask") || name.equals("lowWeight");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double value = random.uniform(i);
            values[i] = (float) (binary ? Math.rint(value) : value);
        }
        return values;
    }
}
