package org.pieria.worker.step;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Model;
import org.pieria.model.optimizer.AdaFactor;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.transformer.BaseTransformer;
import org.pieria.model.transformer.TextShape;
import org.pieria.model.transformer.TokenGrid;
import org.pieria.model.transformer.TransformerConfig;

/** Base transformers over 256 tokens, deep and narrow, with something to feed them. */
final class SmallBase {

    private static final TokenGrid GRID = new TokenGrid(16, 16, 64);
    private static final TextShape TEXT = new TextShape(16, 32);
    private static final String PHASE = """
            layers = 12, width = 64, mlp = 256, heads = 4, dropout = 0, label-smoothing = 0
            steps = 10, warm-up = 1, learning-rate = 1e-3, adafactor.variant = muse
            """;
    private static final String OPTIONS = "beta1 beta2 beta2-schedule beta2-power decay decay-by clip parameter-scale"
            + " momentum-of momentum-type least-factored factored scope";

    private SmallBase() {}

    /**
     * A model.
     *
     * @param changed keys of its phase, as in a configuration
     * @param samples of a slice
     */
    static BaseTransformer model(String changed, int samples) {
        String variant = Arrays.stream(OPTIONS.split(" "))
                .map(key -> "adafactor." + key + " = variant")
                .collect(Collectors.joining("\n"));
        Config phase = ConfigFactory.parseString(changed)
                .withFallback(ConfigFactory.parseString(PHASE))
                .withFallback(ConfigFactory.parseString(variant))
                .resolve();
        return new BaseTransformer(TransformerConfig.base(phase, GRID, TEXT, samples), AdaFactor.from(phase));
    }

    static Map<String, HostTensor> feeds(Model model) {
        CounterRandom random = CounterRandom.of(5);
        Map<String, HostTensor> feeds = new LinkedHashMap<>();
        for (Feed feed : model.feeds()) {
            CounterRandom draws = random.at(feed.name());
            feeds.put(feed.name(), feed.type() == Feed.Type.INT ? ints(feed, draws) : floats(feed, draws));
        }
        return feeds;
    }

    private static HostTensor ints(Feed feed, CounterRandom random) {
        int[] values = new int[Math.toIntExact(feed.shape().size())];
        Arrays.setAll(values, i -> random.below(i, GRID.codes()));
        return HostTensor.ints(values, feed.shape().asArray());
    }

    private static HostTensor floats(Feed feed, CounterRandom random) {
        boolean mask = feed.name().toLowerCase(Locale.ROOT).endsWith("mask");
        float[] values = new float[Math.toIntExact(feed.shape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mask ? random.below(i, 2) : random.normal(i));
        }
        return HostTensor.floats(values, feed.shape().asArray());
    }
}
