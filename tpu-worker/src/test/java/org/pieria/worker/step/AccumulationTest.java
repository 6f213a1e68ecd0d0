package org.pieria.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.model.transformer.BaseTransformer;
import org.pieria.worker.bundle.Bundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

class AccumulationTest {

    @Test
    void aSliceInPartsGivesTheBundleOfTheWholeSlice() {
        float[] whole = bundle("accumulate = 1");

        assertThat(bundle("accumulate = 2")).containsExactly(whole, within(1e-6f));
        assertThat(bundle("accumulate = 4")).containsExactly(whole, within(1e-6f));
    }

    @Test
    void takesTheMeanOfThePartsInTheirOrder() {
        Accumulation parts = new Accumulation(3);
        float[] bundle = new float[2];

        parts.take(0, DataBuffers.of(1f, 1e8f), bundle);
        parts.take(1, DataBuffers.of(2f, 1f), bundle);
        parts.take(2, DataBuffers.of(6f, -1e8f), bundle);

        assertThat(bundle).containsExactly(3f, 0f);
    }

    @Test
    void feedsEachPartItsOwnSamples() {
        Map<String, HostTensor> slice = Map.of(
                "x", HostTensor.ints(new int[] {1, 2, 3, 4, 5, 6}, 3, 2), "y", HostTensor.floats(new float[3], 3));

        Map<String, HostTensor> second = new Accumulation(3).feeds(slice, 1);

        assertThat(second.get("x")).isInstanceOfSatisfying(HostTensor.Ints.class, part -> {
            assertThat(part.shape()).isEqualTo(Shape.of(1, 2));
            assertThat(part.values()).containsExactly(3, 4);
        });
        assertThatThrownBy(() -> new Accumulation(2).feeds(slice, 0))
                .hasMessageContaining("cannot be divided into 2 equal parts");
    }

    private static float[] bundle(String changed) {
        BaseTransformer model = SmallBase.model("layers = 1, width = 16, mlp = 32, heads = 2, " + changed, 4);
        EngineConfig engine = new EngineConfig(Device.parse("cpu"), 1, 1, 1, 1);
        try (TrainingProgram program = new TrainingProgram("base", model, engine, Map.of())) {
            program.restore(program.initial(1));
            Bundle bundle = Bundle.zeros(program.bundleShape());
            program.bundle(SmallBase.feeds(model), bundle);
            return bundle.array(0);
        }
    }
}
