package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What all layers read of a context, computed once for all steps of decoding: it depends on the caption and on the
 * low-resolution tokens alone, not on the tokens that are being drawn.
 *
 * @param layers the keys and values of each
 */
record Conditioning(List<KnownKeys> layers) implements Keys.OfLayers {

    private static final String BIAS = "bias";
    private static final String KEYS = "keys";
    private static final String VALUES = "values";

    Conditioning {
        layers = List.copyOf(layers);
    }

    /**
     * The conditioning of a context.
     *
     * @param net the scope of the trunk that will read it
     */
    static Conditioning of(Net net, ProjectedKeys context) {
        List<KnownKeys> layers = new ArrayList<>();
        for (int layer = 0; layer < net.size().layers(); layer++) {
            layers.add(context.known(Trunk.cross(Trunk.layer(net, layer))));
        }
        return new Conditioning(layers);
    }

    /**
     * How a conditioning is fed.
     *
     * @param count keys of a sample
     */
    static List<Feed> feeds(TransformerConfig config, int count) {
        Size size = config.size();
        List<Feed> feeds = new ArrayList<>();
        feeds.add(Feed.floats(BIAS, config.batch(), 1, 1, count));
        for (int layer = 0; layer < size.layers(); layer++) {
            feeds.add(Feed.floats(KEYS + layer, config.batch(), size.heads(), size.depth(), count));
            feeds.add(Feed.floats(VALUES + layer, config.batch(), size.heads(), size.depth(), count));
        }
        return List.copyOf(feeds);
    }

    /** The conditioning that was fed. */
    static Conditioning fed(TransformerConfig config, Inputs inputs) {
        List<KnownKeys> layers = new ArrayList<>();
        for (int layer = 0; layer < config.size().layers(); layer++) {
            layers.add(new KnownKeys(
                    config.batch(), inputs.floats(BIAS), inputs.floats(KEYS + layer), inputs.floats(VALUES + layer)));
        }
        return new Conditioning(layers);
    }

    /** Its tensors by the names of their {@link #feeds}, in that order. */
    Map<String, Operand<TFloat32>> tensors() {
        Map<String, Operand<TFloat32>> tensors = new LinkedHashMap<>();
        tensors.put(BIAS, layers.get(0).bias());
        for (int layer = 0; layer < layers.size(); layer++) {
            tensors.put(KEYS + layer, layers.get(layer).keys());
            tensors.put(VALUES + layer, layers.get(layer).values());
        }
        return tensors;
    }

    @Override
    public Keys at(int layer) {
        return layers.get(layer);
    }
}
