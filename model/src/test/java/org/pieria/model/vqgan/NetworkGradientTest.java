package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pieria.model.graph.GradientCheck;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Every network and every term of the loss that stops no gradient, for its weights and for what comes in. */
class NetworkGradientTest {

    private static final NetworkShape SHAPE = new NetworkShape(8, 2, 8, List.of(1, 2), 1);
    private static final Discriminator JUDGE = new Discriminator(new AdversarialConfig.DiscriminatorShape(1, 4, 6));

    /** Of two stages. */
    static final PerceptualNetwork PERCEPTUAL = new PerceptualNetwork(
            List.of(
                    new PerceptualNetwork.Stage(
                            List.of(new PerceptualNetwork.Layer(0, 3, 4), new PerceptualNetwork.Layer(2, 4, 5))),
                    new PerceptualNetwork.Stage(List.of(new PerceptualNetwork.Layer(5, 5, 6)))),
            true);

    /** Something that is built in a trial. */
    private interface Build extends Function<Trial, Operand<TFloat32>> {}

    @ParameterizedTest
    @MethodSource({"networks", "terms"})
    void hasTheGradientOfItsFiniteDifferencesInDoublePrecision(Build build) {
        assertThat(GradientCheck.agrees(trial -> trial.weighted(build.apply(trial))))
                .isEmpty();
    }

    static Stream<Named<Build>> networks() {
        return Stream.of(
                of("residual block", trial -> ResidualBlock.apply(trial.tf(), x(trial, 4, 8), trial.parameters(), 8)),
                of(
                        "residual block with a shortcut",
                        trial -> ResidualBlock.apply(trial.tf(), x(trial, 4, 8), trial.parameters(), 4)),
                of("encoder", trial -> new Encoder(SHAPE, 4).encode(trial.tf(), x(trial, 8, 3), trial.parameters())),
                of("decoder", trial -> new Decoder(SHAPE).decode(trial.tf(), x(trial, 2, 4), trial.parameters())),
                of("blurred halving", trial -> BlurPool.half(trial.tf(), x(trial, 6, 3))),
                of("discriminator", trial -> JUDGE.judge(trial.tf(), x(trial, 8, 3), trial.parameters())));
    }

    static Stream<Named<Build>> terms() {
        return Stream.of(
                of("distances to the codes", trial -> quantized(trial).distances()),
                of(
                        "reconstruction",
                        trial -> ReconstructionLoss.of(trial.tf(), x(trial, 4, 3), images(trial, "images", 4))),
                of("entropy", trial -> EntropyLoss.of(trial.tf(), nearby(trial))),
                of(
                        "perceptual distance",
                        trial -> PERCEPTUAL.distance(
                                trial.tf(),
                                images(trial, "real", 8),
                                x(trial, 8, 3),
                                trial.parameters().frozen())));
    }

    private static Named<Build> of(String name, Build build) {
        return Named.of(name, build);
    }

    private static Operand<TFloat32> x(Trial trial, int side, int channels) {
        return trial.parameters().get("x", Initializer.zeros(), 2, side, side, channels);
    }

    private static Operand<TFloat32> images(Trial trial, String name, int side) {
        Shape shape = Shape.of(2, side, side, 3);
        return trial.tf()
                .reshape(
                        trial.tf().constant(Numbers.of(name, shape)), trial.tf().constant(shape.asArray()));
    }

    static Quantized quantized(Trial trial) {
        Operand<TFloat32> vectors = trial.parameters().get("vectors", Initializer.zeros(), 6, 4);
        return new Codebook(new CodebookConfig(5, 4, 0)).quantize(trial.tf(), vectors, trial.parameters());
    }

    /** Distances of the size of the entropy's temperature: farther apart every choice is certain and no slope is left. */
    private static Operand<TFloat32> nearby(Trial trial) {
        Operand<TFloat32> apart = trial.parameters().get("distances", Initializer.zeros(), 6, 5);
        return trial.tf().math.mul(apart, trial.tf().constant(0.02f));
    }
}
