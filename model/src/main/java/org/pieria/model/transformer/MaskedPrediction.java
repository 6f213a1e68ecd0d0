package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.List;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What both transformers share: hidden tokens are predicted from the visible ones and a context. */
final class MaskedPrediction {

    /** Of the last matrix, in units of 1/sqrt(width): the first logits are all but equal, the first loss is ln(codes). */
    private static final double FIRST_LOGITS = 0.25;

    private final TransformerConfig config;
    private final int[] order;

    MaskedPrediction(TransformerConfig config) {
        this.config = config;
        this.order = BlockOrder.of(config.grid(), config.block());
    }

    Net net(Ops tf, Parameters parameters) {
        return new Net(tf, parameters.in(config.name()), config.size(), config.compute());
    }

    List<Feed> feeds() {
        int batch = config.batch();
        int tokens = config.grid().tokens();
        TextShape text = config.text();
        return List.of(
                Feed.ints("tokens", batch, tokens),
                Feed.floats("mask", batch, tokens),
                Feed.floats("text", batch, text.tokens(), text.width()),
                Feed.floats("textMask", batch, text.tokens()));
    }

    /** The projected text (Muse, section 2.1: one linear map), with nothing where it is padding or dropped. */
    Context text(Net net, Inputs inputs) {
        Ops tf = net.tf();
        TextShape text = config.text();
        Operand<TFloat32> vectors =
                net.reshape(inputs.floats("text"), -1, text.width()); // [batch * text tokens, text width]
        Operand<TFloat32> projected =
                net.linear("text", vectors, Weight.of(text.width(), net.size().width()));
        Operand<TFloat32> even = net.norm("norm-text", projected);
        Operand<TFloat32> present = inputs.floats("textMask");
        Operand<TFloat32> weight = net.reshape(present, -1, 1); // [batch * text tokens, 1]
        Operand<TFloat32> keys = net.reshape(
                tf.math.mul(even, weight), -1, text.tokens(), net.size().width());
        return new Context(keys, present, text.tokens());
    }

    SliceOutputs slice(Net net, Inputs inputs, Context context) {
        Operand<TInt32> labels = ordered(net.tf(), inputs.ints("tokens"));
        Operand<TFloat32> mask = net.tf()
                .gather(inputs.floats("mask"), indices(net.tf()), net.tf().constant(1));
        Operand<TFloat32> logits = predict(net, embed(net, hide(net.tf(), labels, mask)), keys(net, context));
        return new MaskedLoss(config, net).of(logits, labels, mask);
    }

    /** [batch, tokens, codes], row by row, for tokens that carry the mask token themselves. */
    Operand<TFloat32> logits(Net net, Inputs inputs, Keys.OfLayers context) {
        Ops tf = net.tf();
        Operand<TFloat32> logits = predict(net, embed(net, ordered(tf, inputs.ints("tokens"))), context);
        Operand<TFloat32> grid =
                net.reshape(logits, -1, order.length, config.grid().codes());
        return config.block() == 0 ? grid : tf.gather(grid, tf.constant(BlockOrder.inverse(order)), tf.constant(1));
    }

    /** A context whose keys and values are computed where they are read. */
    ProjectedKeys keys(Net net, Context context) {
        return ProjectedKeys.of(net, context, config.batch());
    }

    /** The inputs of {@link #logits}: the tokens, and the conditioning of so many keys. */
    List<Feed> decodingFeeds(int count) {
        List<Feed> feeds = new ArrayList<>();
        feeds.add(feeds().get(0));
        feeds.addAll(Conditioning.feeds(config, count));
        return List.copyOf(feeds);
    }

    /** The logits of tokens under a conditioning that was computed before. */
    Operand<TFloat32> logits(Net net, Inputs inputs) {
        return logits(net, inputs, Conditioning.fed(config, inputs));
    }

    /** [batch * tokens, width] */
    private Operand<TFloat32> embed(Net net, Operand<TInt32> tokens) {
        TokenGrid grid = config.grid();
        return TokenEmbedding.apply(net, tokens, new TokenEmbedding.Grid(grid, grid.codes() + 1, order));
    }

    private Operand<TFloat32> predict(Net net, Operand<TFloat32> rows, Keys.OfLayers context) {
        return head(net.in("head"), new Trunk(net.size().layers(), Axis.of(config)).apply(net, rows, context));
    }

    /** The output MLP: [batch * tokens, width] to [batch * tokens, codes]. */
    private Operand<TFloat32> head(Net net, Operand<TFloat32> rows) {
        int width = net.size().width();
        int codes = config.grid().codes();
        Operand<TFloat32> hidden = Perceptron.gelu(net.tf(), net.linear("in", rows, Weight.of(width, width)));
        Weight small = new Weight(width, codes, FIRST_LOGITS / Math.sqrt(width));
        Operand<TFloat32> bias = net.parameters().get("bias", Initializer.zeros(), codes);
        return net.tf().math.add(net.exact().linear("out", hidden, small), bias);
    }

    private Operand<TInt32> hide(Ops tf, Operand<TInt32> labels, Operand<TFloat32> mask) {
        Operand<TInt32> hidden = tf.fill(
                tf.constant(new int[] {config.batch(), order.length}),
                tf.constant(config.grid().maskToken()));
        return tf.select(tf.math.greater(mask, tf.constant(0.5f)), hidden, labels);
    }

    private Operand<TInt32> ordered(Ops tf, Operand<TInt32> tokens) {
        return config.block() == 0 ? tokens : tf.gather(tokens, indices(tf), tf.constant(1));
    }

    private Operand<TInt32> indices(Ops tf) {
        return tf.constant(order);
    }
}
