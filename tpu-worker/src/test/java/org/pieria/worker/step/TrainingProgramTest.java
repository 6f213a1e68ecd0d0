package org.pieria.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Revision;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.Bundles;
import org.pieria.worker.bundle.Wire;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TrainingProgramTest {

    private static final int SLICES = 2;

    @Test
    void descendsTheGradientOfTheMeanOverAllSlices() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(Map.of(
                    "w",
                    new float[] {1, 2},
                    "w/velocity",
                    new float[2],
                    "seen",
                    new float[1],
                    UpdateFunction.CLIPS,
                    new float[1]));

            Bundle sum = sum(program, new float[][] {{1, 1}, {3, 5}});
            program.apply(1, sum);

            // loss of a slice is sum(w * x): its gradient is x, the mean over the slices (2, 3), the rate 0.5
            assertThat(program.state().get("w")).containsExactly(0f, 0.5f);
            assertThat(program.state().get("seen")).containsExactly(7f);
            assertThat(program.loss(sum, SLICES)).isEqualTo((3f + 13f) / 2);
        }
    }

    @Test
    void aBundleOfManySegmentsTrainsToTheBitsOfOne() {
        Map<String, float[]> whole = trained(Packing.of(Wire.FLOAT32), 1);

        assertThat(trained(new Packing(1, Wire.FLOAT32), 4))
                .usingRecursiveComparison()
                .isEqualTo(whole);
        assertThat(trained(new Packing(2, Wire.FLOAT32), 3))
                .usingRecursiveComparison()
                .isEqualTo(whole);
        assertThat(trained(Packing.of(Wire.BFLOAT16), 2))
                .usingRecursiveComparison()
                .isEqualTo(whole);
    }

    private static Map<String, float[]> trained(Packing packing, int segments) {
        EngineConfig engine = new EngineConfig(Device.parse("cpu"), SLICES, 1, 1, 1);
        TrainingProgram.Subject toy = new TrainingProgram.Subject("toy", new Toy(), packing);
        try (TrainingProgram program = new TrainingProgram(toy, engine, Map.of())) {
            assertThat(program.bundleShape().segments()).hasSize(segments);
            program.restore(program.initial(3));
            for (int step = 1; step <= 2; step++) {
                Bundle sum = sum(program, new float[][] {{1, 2}, {3, 4}});
                program.apply(step, sum);
            }
            return program.state();
        }
    }

    @Test
    void reportsHowOftenATensorWasClippedSoFar() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(program.initial(1));
            Bundle sum = sum(program, new float[][] {{1, 1}, {3, 5}});

            program.apply(1, sum);
            var report = program.apply(2, sum).orElseThrow().tensors().get(0);

            assertThat(report.name()).isEqualTo("w");
            assertThat(report.updateRms()).isEqualTo(0.25f);
            assertThat(report.clips()).isEqualTo(2);
        }
    }

    @Test
    void aSumThatIsNotFiniteChangesNothingButTheCountOfTheSkipped() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(program.initial(1));
            Map<String, float[]> before = program.state();

            assertThat(program.apply(1, sum(program, new float[][] {{1, 1}, {Float.NaN, 5}})))
                    .isEmpty();

            assertThat(program.skips()).isEqualTo(new Skips(1, 1));
            Map<String, float[]> after = new LinkedHashMap<>(program.state());
            assertThat(after.remove(Skips.NAME)).containsExactly(1, 1);
            assertThat(after).usingRecursiveComparison().isEqualTo(before);
            assertThat(program.apply(2, sum(program, new float[][] {{1, 1}, {3, 5}})))
                    .isPresent();
            assertThat(program.skips()).isEqualTo(new Skips(1, 0));
        }
    }

    @Test
    void infinitiesThatOpposeEachOtherAndSumsThatOverflowAreFound() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(program.initial(1));
            float infinite = Float.POSITIVE_INFINITY;

            Bundle opposed = sum(program, new float[][] {{infinite, 1}, {-infinite, 1}});
            Bundle overflown = sum(program, new float[][] {{1, 1}, {1, 1}});
            overflown.array(0)[3] = infinite;

            assertThat(program.isFinite(opposed)).isFalse();
            assertThat(program.spoiled(opposed)).isEqualTo(2);
            assertThat(program.isFinite(overflown)).isFalse();
            assertThat(program.spoiled(overflown)).isZero();
        }
    }

    @Test
    void whatWasSkippedIsInTheDigestFromTheFirstSkipOnAndAStateWithoutItHasSkippedNothing() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(program.initial(1));
            Map<String, float[]> clean = program.state();
            String digest = program.digest().of("toy", 1);
            program.apply(1, sum(program, new float[][] {{Float.NaN, 1}, {3, 5}}));
            Map<String, float[]> skipped = program.state();
            String after = program.digest().of("toy", 1);

            program.restore(clean);
            assertThat(program.digest().of("toy", 1)).isEqualTo(digest).isNotEqualTo(after);
            program.restore(skipped);

            assertThat(program.digest().of("toy", 1)).isEqualTo(after);
            assertThat(program.shapes()).containsEntry(Skips.NAME, List.of(2L));
        }
    }

    @Test
    void theCompiledStepAgreesWithThePlainOne() {
        try (TrainingProgram plain = program("cpu");
                TrainingProgram compiled = program("cpu-xla")) {
            plain.restore(plain.initial(3));
            compiled.restore(compiled.initial(3));

            for (int step = 1; step <= 3; step++) {
                plain.apply(step, sum(plain, new float[][] {{1, 2}, {3, 4}}));
                compiled.apply(step, sum(compiled, new float[][] {{1, 2}, {3, 4}}));
            }

            assertThat(compiled.state().get("w")).containsExactly(plain.state().get("w"), within(1e-5f));
        }
    }

    @Test
    void theDigestChangesWithOneBitAndWithTheStep() {
        try (TrainingProgram program = program("cpu")) {
            program.restore(program.initial(1));
            String before = program.digest().of("toy", 1);
            Map<String, float[]> state = program.state();
            float[] w = Objects.requireNonNull(state.get("w"));
            w[1] = Math.nextUp(w[1]);
            assertThat(program.digest().of("toy", 1)).isEqualTo(before);
            assertThat(program.digest().of("toy", 2)).isNotEqualTo(before);

            program.restore(state);

            assertThat(program.digest().of("toy", 1)).isNotEqualTo(before);
        }
    }

    @Test
    void refusesAStateOfAnotherPhaseAndNamesWhatDiffers() {
        try (TrainingProgram program = program("cpu")) {
            assertThatThrownBy(() -> program.restore(Map.of("w", new float[2], "other", new float[1])))
                    .hasMessageContaining("missing [seen, w/velocity, optimizer/clips]")
                    .hasMessageContaining("unknown [other]");
        }
    }

    @Test
    void refusesAFeedOfAnotherShape() {
        try (TrainingProgram program = program("cpu")) {
            assertThatThrownBy(() -> program.bundle(
                            Map.of("x", HostTensor.floats(new float[3], 3)), Bundle.zeros(program.bundleShape())))
                    .hasMessageContaining("feed x must be FLOAT [2]");
        }
    }

    private static TrainingProgram program(String device) {
        return new TrainingProgram("toy", new Toy(), new EngineConfig(Device.parse(device), SLICES, 1, 1, 1), Map.of());
    }

    private static Bundle sum(TrainingProgram program, float[][] slices) {
        Bundle sum = Bundle.zeros(program.bundleShape());
        for (float[] x : slices) {
            Bundle bundle = Bundle.zeros(program.bundleShape());
            program.bundle(Map.of("x", HostTensor.floats(x, 2)), bundle);
            Bundles.add(bundle, sum);
        }
        return sum;
    }

    /** loss = sum(w * x); the state counts what it has seen. */
    private static final class Toy implements Model {

        @Override
        public List<Feed> feeds() {
            return List.of(Feed.floats("x", 2));
        }

        @Override
        public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
            Operand<TFloat32> w = parameters.get("w", Initializer.uniform(1), 2);
            parameters.state("seen", Initializer.zeros(), 1);
            Operand<TFloat32> loss = tf.reduceSum(tf.math.mul(w, inputs.floats("x")), tf.constant(0));
            Operand<TFloat32> last =
                    tf.slice(inputs.floats("x"), tf.constant(new int[] {1}), tf.constant(new int[] {1}));
            Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
            statistics.put("last", tf.math.add(last, tf.constant(4f)));
            return new SliceOutputs(loss, statistics);
        }

        @Override
        public void revise(Ops tf, Revision revision) {
            revision.set("seen", tf.math.add(revision.value("seen"), revision.statistic("last")));
        }

        @Override
        public Optimizer optimizer() {
            return new Descent();
        }
    }

    private static final class Descent implements Optimizer {

        @Override
        public Map<String, Shape> slots(Shape parameter) {
            return Map.of("velocity", parameter);
        }

        @Override
        public int rateCount() {
            return 1;
        }

        @Override
        public float[] rates(long step) {
            return new float[] {0.5f};
        }

        @Override
        public Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates) {
            Operand<TFloat32> change = tf.math.mul(tensors.gradient(), rates);
            Operand<TFloat32> report = tf.constant(new float[] {0, 0, 0.25f, 1});
            return new Updated(tf.math.sub(tensors.value(), change), Map.of("velocity", change), report);
        }
    }
}
