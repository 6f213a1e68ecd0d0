package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.AverageRule;
import org.pieria.checkpointing.Averages;
import org.pieria.checkpointing.CheckpointName;
import org.pieria.checkpointing.Checkpoints;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.checkpointing.store.LocalStore;

class JudgedWeightsTest {

    @TempDir
    Path run;

    @Test
    void readsTheNewestCheckpointOrTheAverageAsItsPathSays() throws IOException {
        publish(10, 1f);
        publish(20, 3f);
        Averages averages = Averages.of(run, new AverageRule(0.5, 10));
        averages.update("base");
        String average =
                "averages/" + averages.newest("base").orElseThrow().name().path();

        assertThat(weight("checkpoints/base/20-g1-1")).isEqualTo(3);
        assertThat(average).isEqualTo("averages/checkpoints/base/20-g1-1");
        assertThat(weight(average)).isEqualTo(2);
    }

    @Test
    void anOrderTellsWhichWeightsItJudges() {
        EvaluationOrder.Against nothing = new EvaluationOrder.Against(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        EvaluationOrder order = new EvaluationOrder(
                run,
                ConfigFactory.empty(),
                Map.of("vqgan-low", "checkpoints/vqgan-low/9-g1-1", "base", "averages/checkpoints/base/20-g1-1"),
                nothing);

        assertThat(order.weights("vqgan-low")).isEqualTo("newest checkpoint");
        assertThat(order.weights("base")).isEqualTo("average over checkpoints");
    }

    private float weight(String checkpoint) {
        Map<String, float[]> values = new JudgedWeights(run).load(checkpoint).values();
        return Objects.requireNonNull(values.get("weight"))[0];
    }

    private void publish(long step, float value) throws IOException {
        LocalStore store = new LocalStore(run);
        CheckpointName name = new CheckpointName("base", step, 1, "1");
        FileEntry file = SafetensorsWriter.write(
                store.local(name.path()).resolve("rank-0-of-1.safetensors"),
                Map.of(),
                List.of(NamedTensor.of("weight", List.of(1L), new float[] {value})));
        Provenance provenance = new Provenance("test", "c", "d", Map.of());
        new Checkpoints(store)
                .publish(new Manifest(name, 1, "digest-" + step, Map.of(), provenance, Map.of(), false, List.of(file)));
    }
}
