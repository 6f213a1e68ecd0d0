package org.pieria.worker.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.model.text.TextEncoder;

class TokenManifestTest {

    private static final int WIDTH = 2;

    @TempDir
    private Path run;

    @Test
    void readsBackWhatWasTokenised() throws IOException {
        writeShard(List.of(sample(1, 3), sample(0, 1)));
        writeManifest(Sha256.hex(run.resolve("part.safetensors")));

        TokenSet tokens = new TokenManifest(run, 2).read("tokens.json");

        assertThat(tokens.sample(1).low()).containsExactly(1, 2);
        assertThat(tokens.sample(1).high()).containsExactly(4, 5, 6, 7);
        assertThat(tokens.sample(1).text().tokens()).isEqualTo(3);
        assertThat(tokens.sample(0).text().vectors()).containsExactly(0f, 1f);
    }

    @Test
    void refusesAShardThatIsNotTheOneItsManifestNames() throws IOException {
        writeShard(List.of(sample(0, 1)));
        writeManifest("0".repeat(64));

        assertThatThrownBy(() -> new TokenManifest(run, 1).read("tokens.json"))
                .hasMessageContaining("part.safetensors")
                .hasMessageContaining("its manifest says 000");
    }

    @Test
    void namesTheSampleThatIsMissing() throws IOException {
        writeShard(List.of(sample(1, 1)));
        writeManifest(Sha256.hex(run.resolve("part.safetensors")));

        assertThatThrownBy(() -> new TokenManifest(run, 2).read("tokens.json"))
                .hasMessageContaining("lacks sample 0 of 2");
    }

    private static TokenisedSample sample(int number, int textTokens) {
        float[] vectors = new float[textTokens * WIDTH];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = i;
        }
        TextEncoder.Encoded text = new TextEncoder.Encoded(textTokens, vectors);
        return new TokenisedSample(number, new int[] {1, 2}, new int[] {4, 5, 6, 7}, text);
    }

    private void writeShard(List<TokenisedSample> samples) throws IOException {
        TokenShard.write(run.resolve("part.safetensors"), samples, WIDTH);
    }

    private void writeManifest(String sha256) throws IOException {
        Files.writeString(run.resolve("tokens.json"), "{\"outputs\":{\"part.safetensors\":\"" + sha256 + "\"}}");
    }
}
