package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.model.text.TextEncoder;

class RecordedEncoderTest {

    @TempDir
    Path run;

    @TempDir
    Path weights;

    @Test
    void opensTheEncoderThatTheRunWasBegunWith() throws IOException {
        T5Folder folder = new T5Folder(weights);
        try (T5Encoder encoder = folder.open(ComputeType.FLOAT32)) {
            record(encoder.name() + "\n");
        }

        try (TextEncoder encoder = RecordedEncoder.open(run, configuration("float32"))) {
            assertThat(encoder.width()).isEqualTo(16);
        }
    }

    @Test
    void refusesOtherWeightsAnotherTypeAndAnotherEncoder() throws IOException {
        T5Folder folder = new T5Folder(weights);
        String name;
        try (T5Encoder encoder = folder.open(ComputeType.FLOAT32)) {
            name = encoder.name();
        }
        record(name);

        assertRefused(configuration("bfloat16"), "the text encoder is t5-bfloat16-", name);
        folder.values("encoder.final_layer_norm.weight")[0] += 1;
        folder.write("F32");
        assertRefused(configuration("float32"), "were encoded with " + name, "set text.encoder and text.weights");
        record(MiniLmEncoder.NAME);
        assertRefused(configuration("float32"), "the text encoder is t5-float32-", MiniLmEncoder.NAME);
    }

    @Test
    void takesAnyEncoderWhereTheRunNamesNone() throws IOException {
        new T5Folder(weights);

        try (TextEncoder encoder = RecordedEncoder.open(run, configuration("float32"))) {
            assertThat(encoder.name()).startsWith("t5-float32-");
        }
    }

    private void assertRefused(Config configuration, String... parts) {
        assertThatThrownBy(() -> RecordedEncoder.open(run, configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    private void record(String name) throws IOException {
        Path file = run.resolve(RecordedEncoder.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private Config configuration(String type) {
        return ConfigFactory.parseMap(Map.of(
                "pieria.threads-per-slice",
                1,
                "pieria.text",
                Map.of("encoder", "t5", "max-tokens", 24, "drop", 0.1, "weights", weights.toString(), "dtype", type)));
    }
}
