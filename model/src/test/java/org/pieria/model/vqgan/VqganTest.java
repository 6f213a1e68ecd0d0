package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Numbers;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class VqganTest {

    private static final Vqgan VQGAN = vqgan("entropy = 0.02, revive-every = 20");

    @Test
    void asksForImagesAndForThePositionsOfRevival() {
        assertThat(VQGAN.feeds())
                .containsExactly(Feed.floats("images", 3, 16, 16, 3), Feed.ints("revivalPositions", 32));
        assertThat(vqgan("revive-every = 0").feeds()).containsExactly(Feed.floats("images", 3, 16, 16, 3));
    }

    @Test
    void usesTheSameParametersFrozenAsInTraining() {
        try (Trial training = new Trial();
                Trial frozen = new Trial()) {
            slice(training);
            VQGAN.reconstruct(frozen.tf(), frozen.parameters().frozen(), images(frozen.tf()));

            assertThat(frozen.parameters().all(Parameter.Kind.FROZEN))
                    .hasSameSizeAs(frozen.parameters().all());
            assertThat(names(frozen.parameters().all()))
                    .containsExactlyInAnyOrderElementsOf(
                            names(training.parameters().all(Parameter.Kind.TRAINED)))
                    .contains("low/codebook")
                    .allMatch(name -> name.matches("low/(encoder/.+|codebook|decoder/.+)"));
            assertThat(names(training.parameters().all(Parameter.Kind.STATE)))
                    .containsExactly("low/usage", "low/steps");
        }
    }

    @Test
    void countsEveryVectorOnce() {
        try (Trial trial = new Trial()) {
            SliceOutputs outputs = slice(trial);
            trial.fill(Numbers::parameter);

            float sum = 0;
            for (float count : Trial.values(trial.run(outputs.statistics()), Vqgan.CODE_COUNTS)) {
                sum += count;
            }
            assertThat(sum).isEqualTo(VQGAN.config().vectors());
        }
    }

    @Test
    void offersTheVectorsAtItsPositionsAndZerosElsewhere() {
        try (Trial trial = new Trial()) {
            Map<String, Operand<TFloat32>> statistics = slice(trial).statistics();
            trial.fill(Numbers::parameter);

            Map<String, float[]> read = trial.run(statistics);

            float[] found = Trial.values(read, Vqgan.CANDIDATES_FOUND);
            float[] candidates = Trial.values(read, Vqgan.CANDIDATES);
            for (int code = 0; code < 32; code++) {
                assertThat(found[code]).isEqualTo(code % 2);
                assertThat(candidates[8 * code] != 0).isEqualTo(code % 2 == 1);
            }
        }
    }

    @Test
    void decodesItsOwnTokensToItsReconstruction() {
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Operand<TInt32> tokens = VQGAN.encode(tf, trial.parameters(), images(tf));
            Operand<TFloat32> decoded = VQGAN.decode(tf, trial.parameters(), tokens);
            Operand<TFloat32> reconstructed = VQGAN.reconstruct(tf, trial.parameters(), images(tf));
            trial.fill(Numbers::parameter);

            Map<String, float[]> read = trial.run(Map.of("decoded", decoded, "reconstructed", reconstructed));

            assertThat(tokens.shape().asArray()).containsExactly(3, 4, 4);
            assertThat(Trial.values(read, "decoded")).isEqualTo(Trial.values(read, "reconstructed"));
            for (float value : Trial.values(read, "decoded")) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    private static Vqgan vqgan(String settings) {
        return new Vqgan(
                "low",
                VqganConfig.from(ConfigFactory.parseString(settings).withFallback(VqganTrainingTest.SECTION), 3));
    }

    /** Codes of odd number have their candidate in this slice. */
    private static SliceOutputs slice(Trial trial) {
        int[] positions = new int[32];
        for (int code = 0; code < 32; code++) {
            positions[code] = code % 2 == 0 ? -1 : code;
        }
        Map<String, Operand<TInt32>> ints =
                Map.of(Vqgan.REVIVAL_POSITIONS, trial.tf().constant(positions));
        return VQGAN.slice(trial.tf(), trial.parameters(), new Inputs(Map.of(Vqgan.IMAGES, images(trial.tf())), ints));
    }

    private static Operand<TFloat32> images(Ops tf) {
        return tf.reshape(tf.constant(Pictures.discs(9, 3, 16)), tf.constant(new int[] {3, 16, 16, 3}));
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }
}
