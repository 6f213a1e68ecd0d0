package org.pieria.checkpointing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.json.SealedJson;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.store.DamagedFile;

class ManifestTest {

    @TempDir
    Path root;

    @Test
    void survivesItsFile() throws IOException {
        Manifest manifest = new SampleRun(root).save(new CheckpointName("base", 12, 3, "t2-1"), true);

        assertThat(Manifest.parse("m", manifest.toBytes())).isEqualTo(manifest);
    }

    @Test
    void readsAndWritesTheFirstFormatForEver() throws IOException {
        byte[] golden = resource("manifest-1.json");

        Manifest manifest = Manifest.parse("m", golden);

        assertThat(manifest).isEqualTo(new SampleRun(root).save(new CheckpointName("base", 12, 3, "1"), true));
        assertThat(manifest.toBytes()).isEqualTo(golden);
    }

    @Test
    void refusesAFormatItDoesNotKnow() throws IOException {
        Manifest manifest = new SampleRun(root).save("base", 1);
        ObjectNode json = SealedJson.open("m", manifest.toBytes());

        byte[] newer = SealedJson.seal(json.put("format", 2));

        assertThatThrownBy(() -> Manifest.parse("m", newer))
                .isInstanceOf(DamagedFile.class)
                .hasMessageContaining("format version is 2, this program reads 1; use the version of Pieria");
    }

    @Test
    void namesTheMemberThatIsMissing() throws IOException {
        ObjectNode json =
                SealedJson.open("m", new SampleRun(root).save("base", 1).toBytes());
        json.remove("digest");

        assertThatThrownBy(() -> Manifest.parse("m", SealedJson.seal(json)))
                .hasMessageContaining("\"digest\" must be a string, got nothing");
    }

    @Test
    void refusesATensorInTwoFilesAndADigestOfNoTensor() throws IOException {
        CheckpointName name = SampleRun.name("base", 1);
        List<FileEntry> files = new SampleRun(root).write(name);
        FileEntry copy = new FileEntry(
                "copy",
                files.get(0).bytes(),
                files.get(0).tensors(),
                files.get(0).blocks());

        assertThatThrownBy(() -> SampleRun.manifest(name, List.of(files.get(0), copy), false))
                .hasMessageContaining("tensor \"weights\" is twice");
        assertThatThrownBy(() -> SampleRun.manifest(name, List.of(files.get(0), files.get(0)), false))
                .hasMessageContaining("file \"rank-0.safetensors\" is twice");
        assertThatThrownBy(() -> SampleRun.manifest(name, files.subList(0, 1), false))
                .hasMessageContaining("tensor \"counts\" has a digest but is in no file");
    }

    @Test
    void keepsTextOfAnyLanguageInTheConfiguration() throws IOException {
        String text = "pieria.run.name = \"Größe\" # \u2028 \"quoted\"\n";
        Provenance provenance = new Provenance("r", "c", text, Map.of());
        Manifest manifest =
                new Manifest(SampleRun.name("base", 1), 1, "d", Map.of(), provenance, Map.of(), false, List.of());

        assertThat(Manifest.parse("m", manifest.toBytes()).provenance().configuration())
                .isEqualTo(text);
        assertThat(Json.parse(new String(manifest.toBytes(), UTF_8))
                        .path("configuration")
                        .textValue())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoints/base/12-g3",
                "checkpoints/base/x-g3-0",
                "checkpoints/base/012-g3-0",
                "checkpoints/../12-g3-0",
                "checkpoints/base/12-g3-../x",
                "elsewhere/base/12-g3-0",
                "checkpoints/base/99999999999999999999-g1-0"
            })
    void takesNoOtherPathForACheckpoint(String path) {
        assertThatThrownBy(() -> CheckpointName.parse(path)).hasMessageContaining("is not a checkpoint's directory");
    }

    @Test
    void ordersAttemptsFromOldToNew() {
        assertThat(List.of("2-g1-0", "10-g1-0", "10-g2-0", "10-g2-9", "10-g2-10"))
                .extracting(path -> CheckpointName.parse("checkpoints/base/" + path))
                .isSorted();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = ManifestTest.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
