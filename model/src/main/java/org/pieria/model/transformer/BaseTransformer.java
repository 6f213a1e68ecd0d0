package org.pieria.model.transformer;

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
 * The base transformer (Muse, section 2.3): predicts hidden tokens of the low-resolution image from the visible ones and the
 * caption.
 *
 * <p>Feeds: {@code tokens} int [batch, tokens] (the truth), {@code mask} [batch, tokens] (1 = hidden), {@code text} [batch,
 * text tokens, text width], {@code textMask} [batch, text tokens] (1 = real; all 0 = no caption, then cross-attention
 * contributes exactly nothing). Statistics: {@code cross-entropy} (nats, of the hidden tokens) and {@code accuracy}.
 */
public final class BaseTransformer implements MaskedModel {

    private final TransformerConfig config;
    private final MaskedPrediction prediction;
    private final Optimizer optimizer;

    public BaseTransformer(TransformerConfig config, Optimizer optimizer) {
        this.config = config;
        this.prediction = new MaskedPrediction(config);
        this.optimizer = optimizer;
    }

    @Override
    public List<Feed> feeds() {
        return prediction.feeds();
    }

    @Override
    public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
        Net net = prediction.net(tf, parameters);
        return prediction.slice(net, inputs, prediction.text(net, inputs));
    }

    @Override
    public Map<String, Operand<TFloat32>> conditioning(Ops tf, Parameters parameters, Inputs inputs) {
        Net net = prediction.net(tf, parameters);
        return Conditioning.of(net, prediction.keys(net, prediction.text(net, inputs)))
                .tensors();
    }

    @Override
    public List<Feed> decodingFeeds() {
        return prediction.decodingFeeds(config.text().tokens());
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
        return new BaseTransformer(config.part(), optimizer);
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }
}
