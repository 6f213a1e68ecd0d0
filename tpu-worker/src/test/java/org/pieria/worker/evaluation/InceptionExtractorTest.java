package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.model.evaluation.InceptionNetwork;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.tensorflow.ndarray.Shape;

/** Against pytorch-fid with the same weights, which a formula gives: see benchmarks/parity/inception.py. */
class InceptionExtractorTest {

    /** Of features around 3: float32 with folded normalisations here, float64 there. */
    private static final float TOLERANCE = 2e-4f;

    private static final int NARROW = 16;
    private static final EngineConfig ENGINE = new EngineConfig(Device.parse("cpu"), 1, 1, 1, 1);

    @TempDir
    Path directory;

    @Test
    void givesTheFeaturesThatPytorchFidGives() throws IOException {
        Path file = written(tensors(1));
        describe("name = tf, kind = inception-2015, sha256 = " + Sha256.hex(file));
        JsonNode expected = expected();

        try (InceptionExtractor extractor = InceptionExtractor.open(file, ENGINE)) {
            List<float[]> features = extractor.features(List.of(picture(0, expected), picture(1, expected)));

            assertThat(extractor.identity().frechet()).isEqualTo("FID");
            for (int i = 0; i < features.size(); i++) {
                assertThat(features.get(i)).hasSize(2048);
                assertThat(every(features.get(i), expected.path("every").asInt()))
                        .containsExactly(numbers(expected.path("features").get(i)), within(TOLERANCE));
            }
        }
    }

    @Test
    void saysFidOfNoOtherWeightsThanThoseDeclared() throws IOException {
        Map<String, NamedTensor> tensors = tensors(NARROW);
        tensors.put("fc.weight", tensor("fc.weight", List.of(4L, 128L)));
        String counter = "Conv2d_1a_3x3.bn.num_batches_tracked";
        tensors.put(counter, NamedTensor.of(counter, List.of(), new int[] {7}));
        Path file = written(tensors);
        describe("name = mine, input.side = 80");
        try (InceptionExtractor extractor = InceptionExtractor.open(file, ENGINE)) {
            assertThat(extractor.identity().frechet()).isEqualTo("FD(mine)");
            assertThat(extractor.features(List.of(picture(0, 90, 80))).get(0)).hasSize(2048 / NARROW);
        }

        describe("name = tf, kind = inception-2015, sha256 = 00");
        assertThatThrownBy(() -> InceptionExtractor.open(file, ENGINE))
                .hasMessageContaining("sha256 is declared as 00");

        describe("name = tf, kind = inception-2015, sha256 = " + Sha256.hex(file));
        assertThatThrownBy(() -> InceptionExtractor.open(file, ENGINE))
                .hasMessageContaining("gives 2048 features")
                .hasMessageContaining("gives 128");

        describe("name = tf, input.side = 60");
        assertThatThrownBy(() -> InceptionExtractor.open(file, ENGINE)).hasMessageContaining("needs at least 75");
    }

    @Test
    void namesTheTensorThatDoesNotFit() throws IOException {
        Map<String, NamedTensor> tensors = tensors(NARROW);
        tensors.put(
                "Mixed_6e.branch7x7_2.conv.weight",
                tensor("Mixed_6e.branch7x7_2.conv.weight", List.of(12L, 12L, 7L, 1L)));
        assertThatRefused(tensors, "Mixed_6e.branch7x7_2.conv.weight of shape [12, 12, 7, 1], expected [12, 12, 1, 7]");

        tensors = tensors(NARROW);
        tensors.remove("Mixed_7c.branch_pool.bn.running_mean");
        assertThatRefused(tensors, "no tensor called Mixed_7c.branch_pool.bn.running_mean");

        tensors = tensors(NARROW);
        tensors.put("AuxLogits.conv0.conv.weight", tensor("AuxLogits.conv0.conv.weight", List.of(1L)));
        assertThatRefused(tensors, "AuxLogits.conv0.conv.weight, which the Inception of FID has not");

        assertThatRefused(Map.of("conv1", tensor("conv1", List.of(3L))), "pytorch-fid's names are read");
    }

    @Test
    void namesTheTensorWithAValueThatCannotBe() throws IOException {
        Map<String, NamedTensor> tensors = tensors(NARROW);
        tensors.put(
                "Conv2d_1a_3x3.bn.bias",
                NamedTensor.of("Conv2d_1a_3x3.bn.bias", List.of(2L), new float[] {0, Float.NaN}));
        assertThatRefused(tensors, "a value in Conv2d_1a_3x3.bn.bias that is NaN");

        tensors = tensors(NARROW);
        tensors.put(
                "Conv2d_1a_3x3.bn.running_var",
                NamedTensor.of("Conv2d_1a_3x3.bn.running_var", List.of(2L), new float[] {1, -1}));
        assertThatRefused(tensors, "negative variance in Conv2d_1a_3x3.bn.running_var");
    }

    @Test
    void saysThatAFileIsCutOff() throws IOException {
        Path file = written(tensors(NARROW));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        describe("name = cut");

        assertThatThrownBy(() -> InceptionExtractor.open(file, ENGINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net.safetensors cannot be read: the tensors need");
    }

    private void assertThatRefused(Map<String, NamedTensor> tensors, String message) throws IOException {
        Path file = written(tensors);
        describe("name = wrong");

        assertThatThrownBy(() -> InceptionExtractor.open(file, ENGINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net.safetensors")
                .hasMessageContaining(message);
    }

    private Path written(Map<String, NamedTensor> tensors) throws IOException {
        Path file = directory.resolve("net.safetensors");
        Files.deleteIfExists(file);
        SafetensorsWriter.write(file, Map.of(), new ArrayList<>(tensors.values()));
        return file;
    }

    private void describe(String description) throws IOException {
        Files.writeString(directory.resolve("net.conf"), description);
    }

    private static Map<String, NamedTensor> tensors(int narrowing) {
        Map<String, NamedTensor> tensors = new LinkedHashMap<>();
        new InceptionNetwork(narrowing).kernels().forEach((name, kernel) -> add(tensors, name, kernel));
        return tensors;
    }

    private static void add(Map<String, NamedTensor> tensors, String name, Shape kernel) {
        String weight = name + ".conv.weight";
        tensors.put(weight, tensor(weight, List.of(kernel.get(3), kernel.get(2), kernel.get(0), kernel.get(1))));
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            String full = name + ".bn." + part;
            tensors.put(full, tensor(full, List.of(kernel.get(3))));
        }
    }

    /** As the script makes it. */
    private static NamedTensor tensor(String name, List<Long> shape) {
        long count = shape.stream().reduce(1L, Math::multiplyExact);
        boolean kernel = name.endsWith(".conv.weight");
        boolean aroundOne = name.endsWith(".bn.weight") || name.endsWith(".bn.running_var");
        float scale = kernel ? (float) (2 * Math.sqrt(6.0 / (count / shape.get(0)))) : 0.5f;
        CRC32 key = new CRC32();
        key.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = uniform(i + (int) key.getValue()) * scale + (aroundOne ? 1 : 0);
        }
        return NamedTensor.of(name, shape, values);
    }

    /** In [-0.5, 0.5). */
    private static float uniform(int place) {
        int x = place * 0x9E3779B1;
        x ^= x >>> 15;
        x *= 0x85EBCA77;
        x ^= x >>> 13;
        x *= 0xC2B2AE3D;
        x ^= x >>> 16;
        return (x >>> 8) * 0x1p-24f - 0.5f;
    }

    private static float[] every(float[] values, int distance) {
        float[] some = new float[values.length / distance];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[i * distance];
        }
        return some;
    }

    private static float[] numbers(JsonNode array) {
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) array.get(i).asDouble();
        }
        return numbers;
    }

    private static Picture picture(int number, JsonNode expected) {
        JsonNode size = expected.path("sizes").get(number);
        return picture(number, size.get(0).asInt(), size.get(1).asInt());
    }

    private static Picture picture(int number, int width, int height) {
        return TestPictures.ramps(number, width, height);
    }

    private static JsonNode expected() throws IOException {
        try (InputStream file = InceptionExtractorTest.class.getResourceAsStream("inception.json")) {
            return new ObjectMapper().readTree(file);
        }
    }
}
