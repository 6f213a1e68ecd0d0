package org.pieria.model.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The placeholders of feeds in a graph.
 *
 * @param inputs by the feeds' names
 * @param inOrder in the order of the feeds
 */
public record Placeholders(Inputs inputs, List<Output<?>> inOrder) {

    public Placeholders {
        inOrder = List.copyOf(inOrder);
    }

    /** Adds a placeholder of the feed's type and static shape for each feed. */
    public static Placeholders of(Ops tf, List<Feed> feeds) {
        Map<String, Operand<TFloat32>> floats = new HashMap<>();
        Map<String, Operand<TInt32>> ints = new HashMap<>();
        List<Output<?>> inOrder = new ArrayList<>();
        for (Feed feed : feeds) {
            if (feed.type() == Feed.Type.FLOAT) {
                floats.put(feed.name(), tf.placeholder(TFloat32.class, Placeholder.shape(feed.shape())));
                inOrder.add(floats.get(feed.name()).asOutput());
            } else {
                ints.put(feed.name(), tf.placeholder(TInt32.class, Placeholder.shape(feed.shape())));
                inOrder.add(ints.get(feed.name()).asOutput());
            }
        }
        return new Placeholders(new Inputs(floats, ints), inOrder);
    }
}
