package org.pieria.model.vqgan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Both sides of the game in one sum (Goodfellow et al. 2014, non-saturating). The generator's term reads the
 * discriminator's weights detached, the discriminator's terms read the images detached, so that one gradient of the sum
 * moves each side by its own terms alone, at the same step (as MAGVIT trains).
 */
record AdversarialLoss(AdversarialConfig config) {

    /** The moving averages of the mean judgement of real images and of reconstructions; scalars. */
    static final String REAL_AVERAGE = "average-real";

    static final String FAKE_AVERAGE = "average-fake";

    private static final String REAL = "judged-real";
    private static final String FAKE = "judged-fake";
    private static final float DECAY = 0.999f;

    /**
     * What is judged.
     *
     * @param share scalar, of the generator's weight in this step
     */
    record Images(Operand<TFloat32> real, Operand<TFloat32> fake, Operand<TFloat32> share) {}

    /**
     * The terms of both sides.
     *
     * @param weights the discriminator's scope
     * @param statistics to which the mean judgements are added
     */
    List<LossTerm> terms(Ops tf, Images images, Parameters weights, Map<String, Operand<TFloat32>> statistics) {
        Discriminator judge = new Discriminator(config.network());
        Operand<TFloat32> seen = judge.judge(tf, images.fake(), weights.detached()); // [batch]
        Operand<TFloat32> real = judge.judge(tf, images.real(), weights);
        Operand<TFloat32> fake = judge.judge(tf, tf.stopGradient(images.fake()), weights);
        List<LossTerm> terms = new ArrayList<>();
        terms.add(new LossTerm(
                "generator", config.weight(), tf.math.mul(images.share(), mean(tf, surprise(tf, seen)))));
        terms.add(new LossTerm("discriminator", 1, discriminator(tf, real, fake)));
        penalise(tf, terms, new Judged(images.real(), real, fake), weights);
        statistics.put(REAL, mean(tf, real));
        statistics.put(FAKE, mean(tf, fake));
        return terms;
    }

    /** Keeps up what LeCam compares with. */
    void revise(Ops tf, Revision revision, String scope) {
        if (config.penalties().leCam() > 0) {
            average(tf, revision, scope + REAL_AVERAGE, REAL);
            average(tf, revision, scope + FAKE_AVERAGE, FAKE);
        }
    }

    /** softplus(-D(real)) + softplus(D(fake)). */
    private static Operand<TFloat32> discriminator(Ops tf, Operand<TFloat32> real, Operand<TFloat32> fake) {
        return tf.math.add(mean(tf, surprise(tf, real)), mean(tf, tf.math.softplus(fake)));
    }

    private record Judged(Operand<TFloat32> images, Operand<TFloat32> real, Operand<TFloat32> fake) {}

    private void penalise(Ops tf, List<LossTerm> terms, Judged judged, Parameters weights) {
        AdversarialConfig.Penalties penalties = config.penalties();
        if (penalties.r1() > 0) {
            terms.add(new LossTerm("r1", penalties.r1() / 2, r1(tf, judged)));
        }
        if (penalties.leCam() > 0) {
            terms.add(new LossTerm("lecam", penalties.leCam(), leCam(tf, judged, weights)));
        }
    }

    /** E|grad D(x)|² over real images; TensorFlow's own seed of a gradient has no gradient, so it is given one. */
    private static Operand<TFloat32> r1(Ops tf, Judged judged) {
        Graph graph = (Graph) tf.scope().env();
        Output<?>[] sum = {tf.sum(judged.real(), tf.constant(0)).asOutput()};
        Output<?>[] seed = {tf.constant(1f).asOutput()};
        Output<?>[] slopes =
                graph.addGradients(null, sum, new Output<?>[] {judged.images().asOutput()}, seed);
        Operand<TFloat32> squares = tf.math.square(slopes[0].expect(TFloat32.class)); // [batch, side, side, 3]
        float batch = judged.images().shape().get(0);
        return tf.math.mul(tf.sum(squares, tf.constant(new int[] {0, 1, 2, 3})), tf.constant(1 / batch));
    }

    /** E relu(D(real) - average fake)² + E relu(average real - D(fake))². */
    private static Operand<TFloat32> leCam(Ops tf, Judged judged, Parameters weights) {
        Operand<TFloat32> real = weights.state(REAL_AVERAGE, Initializer.zeros());
        Operand<TFloat32> fake = weights.state(FAKE_AVERAGE, Initializer.zeros());
        return tf.math.add(
                mean(tf, tf.math.square(tf.nn.relu(tf.math.sub(judged.real(), fake)))),
                mean(tf, tf.math.square(tf.nn.relu(tf.math.sub(real, judged.fake())))));
    }

    private static void average(Ops tf, Revision revision, String name, String statistic) {
        Operand<TFloat32> old = tf.math.mul(revision.value(name), tf.constant(DECAY));
        revision.set(name, tf.math.add(old, tf.math.mul(revision.statistic(statistic), tf.constant(1 - DECAY))));
    }

    /** softplus(-x). */
    private static Operand<TFloat32> surprise(Ops tf, Operand<TFloat32> judged) {
        return tf.math.softplus(tf.math.neg(judged));
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
        return tf.math.mean(values, tf.constant(0));
    }
}
