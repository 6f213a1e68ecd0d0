package org.pieria.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class BundleLayoutTest {

    @Test
    void lossStatisticsAndGradientsLieOneAfterAnother() {
        BundleLayout layout = layout(3);

        assertThat(layout.part(BundleLayout.LOSS).offset()).isZero();
        assertThat(layout.gradient("w0").offset()).isEqualTo(1);
        assertThat(layout.gradient("w1").offset()).isEqualTo(4);
        assertThat(layout.mark()).isEqualTo(7);
        assertThat(layout.length()).isEqualTo(8);
        assertThat(layout.statistics()).extracting(BundleLayout.Part::name).containsExactly("loss");
    }

    @Test
    void aModelWhoseBundleFitsNoArrayIsRefusedNamingWhereItOverflows() {
        assertThatThrownBy(() -> layout(1_500_000_000L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gradient:w1")
                .hasMessageContaining("fewer layers");
    }

    /** Of two vectors, which nobody allocates. */
    private static BundleLayout layout(long width) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            parameters.get("w0", Initializer.zeros(), width);
            parameters.get("w1", Initializer.zeros(), width);
            SliceOutputs outputs = new SliceOutputs(tf.constant(0f), new LinkedHashMap<>());
            return BundleLayout.of(outputs, parameters.all(Parameter.Kind.TRAINED));
        }
    }
}
