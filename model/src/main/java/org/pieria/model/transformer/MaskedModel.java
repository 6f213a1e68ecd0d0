package org.pieria.model.transformer;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model that predicts hidden tokens in many steps under one condition: what does not depend on the tokens is computed
 * once, as its conditioning, and fed to every step.
 */
public interface MaskedModel extends Model {

    /** The inputs of {@link #conditioning}: those of training but for the tokens and their mask. */
    default List<Feed> conditioningFeeds() {
        Predicate<Feed> drawn =
                feed -> feed.name().equals("tokens") || feed.name().equals("mask");
        return feeds().stream().filter(drawn.negate()).toList();
    }

    /**
     * What all steps of decoding share: keys and values of every cross-attention.
     *
     * @param inputs {@link #conditioningFeeds}
     * @return by the names that {@link #decodingFeeds} have
     */
    Map<String, Operand<TFloat32>> conditioning(Ops tf, Parameters parameters, Inputs inputs);

    /** The inputs of {@link #logits}: first the tokens, then all that {@link #conditioning} gives, in its order. */
    List<Feed> decodingFeeds();

    /**
     * The logits that a step of decoding needs, of the same bits as if the condition were computed with them.
     *
     * @param inputs {@link #decodingFeeds}; hidden tokens are {@link TokenGrid#maskToken}
     * @return [batch, tokens, codes]
     */
    Operand<TFloat32> logits(Ops tf, Parameters parameters, Inputs inputs);
}
