package org.pieria.model.vqgan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The terms of the loss in which networks judge reconstructions: perceptual features, and the game with a discriminator.
 *
 * @param phase the scope of the discriminator's parameters
 * @param perceptual whose frozen features are compared, if any
 */
record PictureLoss(String phase, LossWeights weights, Optional<PerceptualNetwork> perceptual) {

    static final String DISCRIMINATOR = "discriminator";

    /** What a step is fed for these terms beside its images. */
    List<Feed> feeds() {
        return weights.adversarial().plays() ? List.of(Feed.floats(Vqgan.GENERATOR_SHARE)) : List.of();
    }

    /** Terms of the loss, and further statistics. */
    record Judged(List<LossTerm> terms, Map<String, Operand<TFloat32>> statistics) {}

    /**
     * The terms of one slice.
     *
     * @param parameters the root
     * @param inputs with the images
     * @param reconstructions [batch, side, side, 3]
     */
    Judged judge(Ops tf, Parameters parameters, Inputs inputs, Operand<TFloat32> reconstructions) {
        Operand<TFloat32> images = inputs.floats(Vqgan.IMAGES);
        List<LossTerm> terms = new ArrayList<>();
        perceptual.ifPresent(network -> terms.add(new LossTerm(
                Vqgan.PERCEPTUAL,
                weights.perceptual(),
                network.distance(
                        tf,
                        images,
                        reconstructions,
                        parameters.in(Vqgan.PERCEPTUAL).frozen()))));
        Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
        if (weights.adversarial().plays()) {
            AdversarialLoss.Images judged =
                    new AdversarialLoss.Images(images, reconstructions, inputs.floats(Vqgan.GENERATOR_SHARE));
            terms.addAll(game().terms(tf, judged, parameters.in(phase).in(DISCRIMINATOR), statistics));
        }
        return new Judged(terms, statistics);
    }

    /** Keeps up what the discriminator's penalties compare with. */
    void revise(Ops tf, Revision revision) {
        if (weights.adversarial().plays()) {
            game().revise(tf, revision, phase + "/" + DISCRIMINATOR + "/");
        }
    }

    private AdversarialLoss game() {
        return new AdversarialLoss(weights.adversarial());
    }
}
