package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Revision;
import org.pieria.model.graph.Trial;
import org.pieria.model.optimizer.Adam;
import org.pieria.model.optimizer.LearningRate;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Four codes of two numbers, four slices; the limit of a live code is a share of 0.025. */
class RevivalTest {

    private static final Revival REVIVAL = new Revival("p", new CodebookConfig(4, 2, 10));
    private static final Adam ADAM = new Adam(new LearningRate(1, 0, 1), 0.9, 0.99, 0);
    private static final float[] SHARES = {0.5f, 0.01f, 0.4f, 0.02f};

    @Test
    void replacesDeadCodesByTheCandidatesOfTheOneSliceThatHasThem() {
        Map<String, float[]> after = revised(9, SHARES, new float[] {0.25f, 0.25f, 0.25f, 0.25f});

        assertThat(after.get("p/codebook")).containsExactly(1, 1, 24, 28, 3, 3, 56, 60);
    }

    @Test
    void forgetsWhatTheOptimizerKnewOfReplacedCodes() {
        Map<String, float[]> after = revised(9, SHARES, new float[] {0.25f, 0.25f, 0.25f, 0.25f});

        assertThat(after.get("p/codebook/first")).containsExactly(5, 5, 0, 0, 5, 5, 0, 0);
        assertThat(after.get("p/codebook/second")).containsExactly(6, 6, 0, 0, 6, 6, 0, 0);
    }

    @Test
    void startsRevivedCodesAtTheLimitAndAveragesTheOthers() {
        Map<String, float[]> after = revised(9, SHARES, new float[] {0.25f, 0.25f, 0.25f, 0.25f});

        assertThat(after.get("p/usage"))
                .containsExactly(
                        new float[] {0.99f * 0.5f + 0.01f * 0.75f, 0.025f, 0.99f * 0.4f + 0.01f * 0.25f, 0.025f},
                        within(1e-6f));
    }

    @Test
    void leavesTheCodebookAloneBetweenRevivals() {
        Map<String, float[]> after = revised(10, SHARES, new float[] {0.25f, 0.25f, 0.25f, 0.25f});

        assertThat(after.get("p/codebook")).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
        assertThat(after.get("p/steps")).containsExactly(11);
    }

    @Test
    void replacesAllCodesAtTheFirstStep() {
        Map<String, float[]> after = revised(0, SHARES, new float[] {0.25f, 0.25f, 0.25f, 0.25f});

        assertThat(after.get("p/codebook")).containsExactly(8, 12, 24, 28, 40, 44, 56, 60);
    }

    @Test
    void keepsADeadCodeThatNoSliceHasACandidateFor() {
        Map<String, float[]> after = revised(9, SHARES, new float[] {0.25f, 0, 0.25f, 0.25f});

        assertThat(after.get("p/codebook")).containsExactly(1, 1, 2, 2, 3, 3, 56, 60);
    }

    private static Map<String, float[]> revised(float steps, float[] usage, float[] found) {
        try (Trial trial = new Trial()) {
            Ops tf = trial.tf();
            Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
            values.put("p/codebook", tf.constant(new float[][] {{1, 1}, {2, 2}, {3, 3}, {4, 4}}));
            values.put("p/codebook/first", tf.fill(tf.constant(new int[] {4, 2}), tf.constant(5f)));
            values.put("p/codebook/second", tf.fill(tf.constant(new int[] {4, 2}), tf.constant(6f)));
            values.put("p/usage", tf.constant(usage));
            values.put("p/steps", tf.constant(steps));
            Map<String, Operand<TFloat32>> statistics = Map.of(
                    Vqgan.CODE_COUNTS, tf.constant(new float[] {3, 0, 1, 0}),
                    Vqgan.CANDIDATES, tf.constant(new float[][] {{2, 3}, {6, 7}, {10, 11}, {14, 15}}),
                    Vqgan.CANDIDATES_FOUND, tf.constant(found));
            REVIVAL.revise(tf, new Revision(values, statistics), ADAM);
            return trial.run(values);
        }
    }
}
