package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.digest.Sha256;

class OnnxExtractorTest {

    private static final String MEANS = """
            name = means, input { side = 8, range = [0, 255], mean = [1, 2, 3], std = [1, 2, 4] }
            """;
    private static final String INCEPTION_INPUT = "input { side = 299, range = [-1, 1] }";

    @TempDir
    Path directory;

    @Test
    void feedsPicturesAsItsDescriptionSays() throws IOException {
        try (OnnxExtractor extractor = OnnxExtractor.open(network("means", MEANS))) {
            List<float[]> features = extractor.features(Collections.nCopies(9, plain(101, 52, 43)));

            assertThat(features).hasSize(9);
            assertThat(features.get(8)).containsExactly(new float[] {100, 25, 10}, within(1e-4f));
            assertThat(extractor.identity().frechet()).isEqualTo("FD(means)");
            assertThat(extractor.identity().sha256()).isEqualTo(Sha256.hex(directory.resolve("means.onnx")));
        }
    }

    @Test
    void saysFidOnlyOfADeclaredInceptionThatIsFedAsPublished() throws IOException {
        Path network = network("inception-shaped", "");
        String declared = "name = tf, kind = inception-2015, sha256 = " + Sha256.hex(network) + "\n";
        describe(network, declared + INCEPTION_INPUT);

        try (OnnxExtractor extractor = OnnxExtractor.open(network)) {
            assertThat(extractor.identity().frechet()).isEqualTo("FID");
            assertThat(extractor.identity().kernel()).isEqualTo("KID");
            assertThat(extractor.features(List.of(plain(255, 0, 255))).get(0))
                    .hasSize(2048)
                    .startsWith(1, -1, 1);
        }
    }

    @Test
    void refusesToCallAnythingElseAnInception() throws IOException {
        Path network = network("inception-shaped", "name = tf, kind = inception-2015\n" + INCEPTION_INPUT);
        assertThatThrownBy(() -> OnnxExtractor.open(network)).hasMessageContaining("needs sha256");

        describe(network, "name = tf, kind = inception-2015, sha256 = 00\n" + INCEPTION_INPUT);
        assertThatThrownBy(() -> OnnxExtractor.open(network)).hasMessageContaining("sha256 is declared as 00, but");

        describe(
                network,
                "name = tf, kind = inception-2015, sha256 = " + Sha256.hex(network)
                        + "\ninput { side = 299, range = [-1, 1], resize = bicubic-antialiased }");
        assertThatThrownBy(() -> OnnxExtractor.open(network))
                .hasMessageContaining("bicubic-antialiased")
                .hasMessageContaining("FD(tf)");
    }

    @Test
    void saysWhichNetworkDoesNotTakeWhatItsDescriptionSays() throws IOException {
        Path network = network("clip-image", "");
        describe(network, "name = tf, kind = inception-2015, sha256 = " + Sha256.hex(network) + "\n" + INCEPTION_INPUT);

        try (OnnxExtractor extractor = OnnxExtractor.open(network)) {
            assertThatThrownBy(() -> extractor.features(List.of(plain(1, 2, 3))))
                    .hasMessageContaining("clip-image.onnx");
        }
    }

    @Test
    void namesWhatIsMissingOrWrong() throws IOException {
        assertThatThrownBy(() -> OnnxExtractor.open(directory.resolve("no.onnx")))
                .hasMessageContaining("no network");

        Path network = network("means", MEANS);
        describe(network, MEANS + "output = nothing");
        assertThatThrownBy(() -> OnnxExtractor.open(network)).hasMessageContaining("no output nothing, it has [means]");

        describe(network, MEANS + "input.resize = lanczos");
        assertThatThrownBy(() -> OnnxExtractor.open(network))
                .hasMessageContaining("means.conf")
                .hasMessageContaining("was lanczos");

        Files.writeString(network, "not a network");
        describe(network, MEANS);
        assertThatThrownBy(() -> OnnxExtractor.open(network)).hasMessageContaining("cannot be loaded");

        Files.delete(directory.resolve("means.conf"));
        assertThatThrownBy(() -> OnnxExtractor.open(network)).hasMessageContaining("needs a description means.conf");
    }

    @Test
    void pixelsAreNeverCalledFid() {
        try (PixelExtractor extractor = new PixelExtractor()) {
            float[] features = extractor.features(List.of(plain(255, 0, 51))).get(0);

            assertThat(features).hasSize(192);
            assertThat(Arrays.copyOf(features, 2)).containsExactly(1, 1);
            assertThat(features[191]).isEqualTo(0.2f);
            assertThat(extractor.identity().frechet()).isEqualTo("FD(pixels-8x8)");
        }
    }

    private Path network(String name, String description) throws IOException {
        Path file = directory.resolve(name + ".onnx");
        try (InputStream onnx = OnnxExtractorTest.class.getResourceAsStream(name + ".onnx")) {
            Files.write(file, onnx.readAllBytes());
        }
        describe(file, description);
        return file;
    }

    private void describe(Path network, String description) throws IOException {
        String name = network.getFileName().toString().replace(".onnx", ".conf");
        Files.writeString(network.resolveSibling(name), description);
    }

    private static Picture plain(int red, int green, int blue) {
        byte[] rgb = new byte[16 * 16 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return new Picture(rgb, 16, 16);
    }
}
