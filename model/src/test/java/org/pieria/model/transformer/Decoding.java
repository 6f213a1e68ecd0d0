package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;

/**
 * The two ways to the logits of tokens: keys and values computed where they are read, as in training, or before.
 *
 * @param fill gives a rig its inputs
 */
record Decoding(TransformerConfig config, MaskedModel model, UnaryOperator<Rig> fill) {

    static Decoding base(TransformerConfig config) {
        return new Decoding(config, new BaseTransformer(config, Samples.NONE), rig -> Samples.fill(rig, config));
    }

    static Decoding superRes(TransformerConfig config) {
        return new Decoding(
                config,
                new SuperResTransformer(config, Samples.low(), Samples.NONE),
                rig -> Samples.lowFilled(Samples.fill(rig, config), config));
    }

    /** The fetch {@code logits} as training computes them. */
    Rig undivided() {
        MaskedPrediction prediction = new MaskedPrediction(config);
        BiFunction<Net, Inputs, Context> context =
                model instanceof SuperResTransformer superRes ? superRes::context : prediction::text;
        List<Feed> feeds = new ArrayList<>(model.feeds());
        feeds.removeIf(feed -> feed.name().equals("mask"));
        Rig rig = new Rig(feeds, (tf, parameters, inputs) -> {
            Net net = prediction.net(tf, parameters);
            Keys.OfLayers keys = prediction.keys(net, context.apply(net, inputs));
            return Map.of("logits", prediction.logits(net, inputs, keys));
        });
        return fill.apply(rig);
    }

    /** Computes the conditioning in one run, feeds it to another, and expects the logits of the undivided model. */
    void checkBits() {
        try (Rig whole = undivided();
                Rig before = fill.apply(new Rig(model.conditioningFeeds(), model::conditioning));
                Rig step = fill.apply(new Rig(
                        model.decodingFeeds(),
                        (tf, parameters, inputs) -> Map.of("logits", model.logits(tf, parameters, inputs))))) {
            List.of(whole, before, step).forEach(Samples::shake);
            Named<float[]> kept = before.run();
            kept.names().forEach(name -> step.floats.put(name, kept.get(name)));
            float[] expected = whole.run().get("logits");

            assertThat(Samples.differing(expected, step.run().get("logits"))).isEmpty();
            step.floats.put("values0", new float[kept.get("values0").length]);
            assertThat(Samples.differing(expected, step.run().get("logits"))).isNotEmpty();
        }
    }
}
