package org.pieria.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.SafetensorsReader;

class SafetensorsCheckpointsTest {

    @Property(tries = 50)
    void theSharesOfAllRanksAreDisjointAndWhole(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 50) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 5) int ranks) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            values.put("tensor-" + i, new float[sizes.get(i)]);
        }

        List<String> all = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            all.addAll(SafetensorsCheckpoints.share(values, rank, ranks));
        }

        assertThat(all).containsExactlyInAnyOrderElementsOf(values.keySet());
    }

    @Test
    void writesTheTensorsOfItsRankWithTheirShapes(@TempDir Path run) throws Exception {
        Map<String, float[]> values = Map.of("large", new float[] {1, 2, 3, 4}, "small", new float[] {5});
        Map<String, List<Long>> shapes = Map.of("large", List.of(2L, 2L), "small", List.of());
        SaveOrder order = new SaveOrder("base", 7, 0, 2, "checkpoints/base/7-g1-1");

        SavedPart part = new SafetensorsCheckpoints(run).write(order, new PhaseState("base", 7, values), shapes, "d");

        assertThat(part.tensorDigests()).containsOnlyKeys("large");
        FileEntry file = FileEntry.fromJson(part.files().get(0));
        try (SafetensorsReader reader =
                SafetensorsReader.open(run.resolve(order.directory()).resolve(file.path()))) {
            assertThat(reader.shape("large")).containsExactly(2L, 2L);
            assertThat(reader.floats("large")).containsExactly(1, 2, 3, 4);
            assertThat(reader.metadata()).containsEntry("digest", "d").containsEntry("step", "7");
        }
    }
}
