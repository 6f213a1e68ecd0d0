package org.pieria.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.BundleShape.Segment;
import org.pieria.worker.bundle.Wire;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class BundleLayoutTest {

    @Test
    void lossStatisticsAndGradientsLieOneAfterAnother() {
        BundleLayout layout = layout(3);

        assertThat(layout.part(BundleLayout.LOSS).offset()).isZero();
        assertThat(layout.gradient("w0").offset()).isEqualTo(2);
        assertThat(layout.gradient("w1").offset()).isEqualTo(5);
        assertThat(layout.mark().offset()).isEqualTo(1);
        assertThat(layout.shape()).isEqualTo(BundleShape.of(8));
        assertThat(layout.statistics()).extracting(BundleLayout.Part::name).containsExactly("loss");
    }

    @Test
    void aBundleThatFitsNoArrayHasSeveralAndEveryTensorLiesInOne() {
        BundleLayout layout = layout(1_500_000_000L);

        assertThat(layout.shape().length()).isEqualTo(3_000_000_002L);
        assertThat(layout.gradient("w0").segment()).isEqualTo(1);
        assertThat(layout.gradient("w1").segment()).isEqualTo(2);
        assertThat(layout.gradient("w1").offset()).isZero();
    }

    @Test
    void tensorsShareASegmentUpToItsLimit() {
        assertThat(layout(3, new Packing(8, Wire.FLOAT32)).shape().segments()).hasSize(1);
        assertThat(layout(3, new Packing(6, Wire.FLOAT32)).shape().segments())
                .containsExactly(new Segment(5, Wire.FLOAT32), new Segment(3, Wire.FLOAT32));
    }

    @Test
    void whatIsNoGradientTravelsAsItIs() {
        assertThat(layout(3, Packing.of(Wire.BFLOAT16)).shape().segments())
                .containsExactly(new Segment(2, Wire.FLOAT32), new Segment(6, Wire.BFLOAT16));
    }

    @Test
    void aTensorThatFitsNoArrayIsRefusedByName() {
        assertThatThrownBy(() -> layout(1L << 31))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gradient:w0")
                .hasMessageContaining("2147483648 floats")
                .hasMessageContaining("less width");
    }

    /** Of two vectors, which nobody allocates. */
    private static BundleLayout layout(long width) {
        return layout(width, Packing.of(Wire.FLOAT32));
    }

    private static BundleLayout layout(long width, Packing packing) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            parameters.get("w0", Initializer.zeros(), width);
            parameters.get("w1", Initializer.zeros(), width);
            SliceOutputs outputs = new SliceOutputs(tf.constant(0f), new LinkedHashMap<>());
            return BundleLayout.of(outputs, parameters.all(Parameter.Kind.TRAINED), packing);
        }
    }
}
