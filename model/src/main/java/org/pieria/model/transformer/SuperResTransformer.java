package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The super-resolution transformer (Muse, section 2.4): predicts hidden tokens of the high-resolution image from the visible
 * ones, the caption and the low-resolution tokens, which pass through self-attention of their own and then stand beside the
 * projected text as keys and values.
 *
 * <p>Feeds: those of {@link BaseTransformer}, {@code lowTokens} int [batch, low tokens], and {@code lowWeight} [batch] (1 =
 * used, 0 = the sample is predicted exactly as if it had none). Dropping the text leaves the low-resolution tokens.
 */
public final class SuperResTransformer implements MaskedModel {

    private final TransformerConfig config;
    private final LowTokens low;
    private final MaskedPrediction prediction;
    private final Optimizer optimizer;

    public SuperResTransformer(TransformerConfig config, LowTokens low, Optimizer optimizer) {
        this.config = config;
        this.low = low;
        this.prediction = new MaskedPrediction(config);
        this.optimizer = optimizer;
    }

    @Override
    public List<Feed> feeds() {
        List<Feed> feeds = new ArrayList<>(prediction.feeds());
        feeds.add(Feed.ints("lowTokens", config.batch(), low.grid().tokens()));
        feeds.add(Feed.floats("lowWeight", config.batch()));
        return List.copyOf(feeds);
    }

    @Override
    public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
        Net net = prediction.net(tf, parameters);
        return prediction.slice(net, inputs, context(net, inputs));
    }

    @Override
    public Map<String, Operand<TFloat32>> conditioning(Ops tf, Parameters parameters, Inputs inputs) {
        Net net = prediction.net(tf, parameters);
        return Conditioning.of(net, prediction.keys(net, context(net, inputs))).tensors();
    }

    @Override
    public List<Feed> decodingFeeds() {
        return prediction.decodingFeeds(config.text().tokens() + low.grid().tokens());
    }

    @Override
    public Operand<TFloat32> logits(Ops tf, Parameters parameters, Inputs inputs) {
        return prediction.logits(prediction.net(tf, parameters), inputs);
    }

    @Override
    public int parts() {
        return config.compute().accumulate();
    }

    @Override
    public Model part() {
        return new SuperResTransformer(config.part(), low, optimizer);
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    Context context(Net net, Inputs inputs) {
        return lowContext(net.in("low"), inputs).and(net.tf(), prediction.text(net, inputs));
    }

    private Context lowContext(Net net, Inputs inputs) {
        Ops tf = net.tf();
        int tokens = low.grid().tokens();
        Operand<TFloat32> weight = inputs.floats("lowWeight");
        Operand<TFloat32> rows =
                net.reshape(encode(net, inputs), -1, tokens, net.size().width());
        Operand<TFloat32> keys = tf.math.mul(rows, net.reshape(weight, -1, 1, 1)); // [batch, low tokens, width]
        Operand<TFloat32> present = tf.tile(net.reshape(weight, -1, 1), tf.constant(new int[] {1, tokens}));
        return new Context(keys, present, tokens);
    }

    private Operand<TFloat32> encode(Net net, Inputs inputs) {
        TokenGrid grid = low.grid();
        TokenEmbedding.Grid rowByRow = new TokenEmbedding.Grid(grid, grid.codes(), BlockOrder.of(grid, 0));
        Operand<TFloat32> rows = TokenEmbedding.apply(net, inputs.ints("lowTokens"), rowByRow);
        Axis full = Axis.full(grid.tokens(), net.size().heads());
        return new Trunk(low.layers(), List.of(full)).apply(net, rows, null);
    }
}
