package org.pieria.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;

class AveragesTest {

    private static final AverageRule RULE = new AverageRule(0.7, 10);

    private Path root = Path.of("");

    @BeforeEach
    @BeforeTry
    void create() throws IOException {
        root = Files.createTempDirectory("averages");
    }

    @AfterEach
    @AfterTry
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Each action: 0 publishes nothing new, 1 restarts, 2 publishes the last step again, 3 and 4 publish the next. */
    @Property(tries = 40)
    void keptUpUnderRetentionAndRestartsItEqualsTheAverageOfAll(
            @ForAll @Size(max = 12) List<@IntRange(max = 4) Integer> actions) throws IOException {
        Averages averages = averages();
        long step = 10;
        save(step);
        averages.update("base");
        for (int action : actions) {
            averages = action == 1 ? averages() : averages;
            step += action > 2 ? 10 : 0;
            if (action > 1) {
                saveAgain(step, action);
            }
            averages.update("base");
            new Retention(run().store(), new Retention.Rule(1, Duration.ofHours(1)), InstantSource.system())
                    .apply(name -> false);
        }

        assertThat(weights(averages)).containsExactly(expected(step));
        assertThat(Averages.origin(averages.newest("base").orElseThrow()).steps())
                .hasSize((int) step / 10);
    }

    @Test
    void recomputedFromAllCheckpointsItHasTheSameBits() throws IOException {
        for (long step = 10; step <= 70; step += 10) {
            save(step);
            averages().update("base");
        }
        Path out = root.resolve("out.safetensors");

        AverageOrigin origin = averages().recompute("base", out);

        assertThat(origin.steps()).containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L);
        try (SafetensorsReader file = SafetensorsReader.open(out)) {
            assertThat(file.floats("base/w")).containsExactly(weights(averages()));
            assertThat(file.metadata()).containsEntry("average-decay", "0.7");
        }
    }

    @Test
    void aRepeatedPublicationChangesNoByte() throws IOException {
        save(10);
        save(20);
        assertThat(averages().update("base")).containsExactly(10L, 20L);
        List<byte[]> before = contents();

        saveAgain(20, 7);

        assertThat(averages().update("base")).isEmpty();
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void holdsWeightsAndNoSlotsOfTheOptimizer() throws IOException {
        save(10);
        averages().update("base");

        try (Snapshot average = averages().open(averages().newest("base").orElseThrow())) {
            assertThat(average.names()).containsExactly("base/row", "base/w");
        }
    }

    @Test
    void countsTheStepsOfTheRuleAndTheLastOne() throws IOException {
        save(10);
        save(13);
        write(new CheckpointName("base", 24, 1, "0"), true);

        assertThat(averages().update("base")).containsExactly(10L, 24L);
    }

    @Test
    void aDamagedAverageIsRecomputed() throws IOException {
        for (long step = 10; step <= 30; step += 10) {
            save(step);
            averages().update("base");
        }
        Path file = root.resolve("averages/checkpoints/base/30-g1-0/average.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThat(averages().newest("base").orElseThrow().name().step()).isEqualTo(20);
        assertThat(averages().update("base")).containsExactly(30L);
        assertThat(weights(averages())).containsExactly(expected(30));
    }

    @Test
    void anotherDecayBeginsANewAverageOfWhatIsRetained() throws IOException {
        save(10);
        save(20);
        averages().update("base");
        Averages other = Averages.of(root, new AverageRule(0, 10));

        assertThat(other.update("base")).containsExactly(10L, 20L);
        assertThat(weights(other)).containsExactly(weightsAt(20));
    }

    @Test
    void refusesACheckpointThatContradictsTheOneInTheAverage() throws IOException {
        save(10);
        averages().update("base");
        CheckpointName name = new CheckpointName("base", 10, 2, "0");
        FileEntry file =
                SafetensorsWriter.write(run().store().local(name.path()).resolve("f"), Map.of(), tensors(11));
        run().checkpoints().publish(manifest(name, "another", file, false));

        assertThatThrownBy(() -> averages().update("base"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("checkpoints/base/10-g2-0 has the digest another")
                .hasMessageContaining("digest-10");
    }

    @Test
    void saysThatThereIsNothingToAverage() {
        assertThatThrownBy(() -> averages().recompute("base", root.resolve("x")))
                .hasMessageContaining("no checkpoint of phase base at a multiple of 10 steps is retained");
        assertThatThrownBy(() -> new AverageRule(1, 10)).hasMessageContaining("average.decay must be at least 0");
    }

    private Averages averages() {
        return Averages.of(root, RULE);
    }

    private SampleRun run() {
        return new SampleRun(root);
    }

    private void save(long step) throws IOException {
        write(new CheckpointName("base", step, 1, "0"), false);
    }

    private void saveAgain(long step, long generation) throws IOException {
        write(new CheckpointName("base", step, generation, "0"), false);
    }

    private void write(CheckpointName name, boolean last) throws IOException {
        FileEntry file =
                SafetensorsWriter.write(run().store().local(name.path()).resolve("f"), Map.of(), tensors(name.step()));
        run().checkpoints().publish(manifest(name, "digest-" + name.step(), file, last));
    }

    private static Manifest manifest(CheckpointName name, String digest, FileEntry file, boolean last) {
        Provenance provenance = new Provenance("run-1", "c0ffee", "", Map.of());
        return new Manifest(name, 1, digest, Map.of(), provenance, Map.of(), last, List.of(file));
    }

    private static List<NamedTensor> tensors(long step) {
        return List.of(
                NamedTensor.of("base/w", List.of(3L), weightsAt(step)),
                NamedTensor.of("base/w/momentum", List.of(1L), new float[] {step}),
                NamedTensor.of("base/row", List.of(1L), new float[] {1}),
                NamedTensor.of("optimizer/clips", List.of(1L), new float[] {step}));
    }

    private static float[] weightsAt(long step) {
        return new float[] {step, 1f / step, (float) Math.sin((double) step)};
    }

    private static float[] expected(long last) {
        float[] average = weightsAt(10);
        for (long step = 20; step <= last; step += 10) {
            float[] newer = weightsAt(step);
            for (int i = 0; i < average.length; i++) {
                average[i] = (float) (0.7 * average[i] + (1 - 0.7) * newer[i]);
            }
        }
        return average;
    }

    private static float[] weights(Averages averages) throws IOException {
        try (Snapshot average = averages.open(averages.newest("base").orElseThrow())) {
            return average.floats("base/w");
        }
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("averages"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
