package org.pieria.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Every shared layer, for its input and its weights; and that a wrong gradient is noticed. */
class LayerGradientTest {

    /** A layer of an image. */
    private interface Layer extends BiFunction<Trial, Operand<TFloat32>, Operand<TFloat32>> {}

    @ParameterizedTest
    @MethodSource("layers")
    void hasTheGradientOfItsFiniteDifferencesInDoublePrecision(Layer layer) {
        assertThat(GradientCheck.agrees(trial -> trial.weighted(layer.apply(trial, image(trial)))))
                .isEmpty();
    }

    static Stream<Named<Layer>> layers() {
        return Stream.of(
                layer("dense", (trial, x) -> Layers.dense(trial.tf(), x, trial.parameters(), 3)),
                layer(
                        "convolve",
                        (trial, x) -> Layers.convolve(trial.tf(), x, trial.parameters(), Convolution.biased(3, 5))),
                layer(
                        "convolve by one pixel without a bias",
                        (trial, x) -> Layers.convolve(trial.tf(), x, trial.parameters(), Convolution.plain(1, 2))),
                layer("layerNorm", (trial, x) -> Layers.layerNorm(trial.tf(), x, trial.parameters())),
                layer("rmsNorm", (trial, x) -> Layers.rmsNorm(trial.tf(), x, trial.parameters())),
                layer("groupNorm", (trial, x) -> Layers.groupNorm(trial.tf(), x, trial.parameters(), 2)),
                layer("swish", (trial, x) -> Layers.swish(trial.tf(), x)),
                layer("gelu", (trial, x) -> Layers.gelu(trial.tf(), x)),
                layer("upsample", (trial, x) -> Layers.upsample(trial.tf(), x)),
                layer("downsample", (trial, x) -> Layers.downsample(trial.tf(), x)));
    }

    @Test
    void noticesAGradientThatIsStoppedHalfway() {
        assertThatThrownBy(() -> GradientCheck.agrees(trial -> {
                    Operand<TFloat32> x = image(trial);
                    return trial.weighted(trial.tf().math.mul(x, trial.tf().stopGradient(x)));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x along all");
    }

    /** TensorFlow's own gradient of a dilated convolution is wrong; that is why no layer dilates. */
    @Test
    void noticesTheWrongGradientOfADilatedConvolution() {
        assertThatThrownBy(() -> GradientCheck.agrees(trial -> {
                    Operand<TFloat32> kernel = trial.parameters().get("kernel", Initializer.zeros(), 3, 3, 4, 2);
                    return trial.weighted(trial.tf()
                            .nn
                            .conv2d(
                                    image(trial),
                                    kernel,
                                    List.of(1L, 1L, 1L, 1L),
                                    "SAME",
                                    Conv2d.dilations(1L, 2L, 2L, 1L)));
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void namesTheParametersThatNothingMoves() {
        assertThat(GradientCheck.agreesWithStopsHeld(
                        trial -> trial.weighted(trial.tf().stopGradient(image(trial)))))
                .containsExactly("x");
    }

    private static Named<Layer> layer(String name, Layer layer) {
        return Named.of(name, layer);
    }

    private static Operand<TFloat32> image(Trial trial) {
        return trial.parameters().get("x", Initializer.zeros(), 2, 4, 6, 4);
    }
}
