package org.pieria.worker.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.model.vqgan.PerceptualNetwork;

class PerceptualFileTest {

    @TempDir
    private Path directory;

    private final List<NamedTensor> tensors = new ArrayList<>(List.of(
            ramp("features.0.weight", 4, 3, 3, 3),
            ramp("features.0.bias", 4),
            ramp("features.2.weight", 5, 4, 3, 3),
            ramp("features.2.bias", 5),
            ramp("features.5.weight", 6, 5, 3, 3),
            ramp("features.5.bias", 6),
            ramp("classifier.0.weight", 2, 2)));

    @Test
    void findsTheStagesByTheGapsThatPoolingLeaves() throws Exception {
        PerceptualNetwork network = read().network();

        assertThat(network)
                .isEqualTo(new PerceptualNetwork(
                        List.of(
                                new PerceptualNetwork.Stage(List.of(
                                        new PerceptualNetwork.Layer(0, 3, 4), new PerceptualNetwork.Layer(2, 4, 5))),
                                new PerceptualNetwork.Stage(List.of(new PerceptualNetwork.Layer(5, 5, 6)))),
                        false));
    }

    @Test
    void turnsKernelsToTheLayoutOfTheModel() throws Exception {
        float[] kernel = Objects.requireNonNull(read().values().get("perceptual/features.0/kernel"));

        // Channel 1, input 2, row 0, column 1 lies at 1*27 + 2*9 + 1 in the file and at ((0*3 + 1)*3 + 2)*4 + 1 here.
        assertThat(kernel[(1 * 3 + 2) * 4 + 1]).isEqualTo(27 + 18 + 1);
    }

    @Test
    void takesTheWeightsOfChannelsWhereTheFileHasThem() throws Exception {
        tensors.add(ramp("lin0.model.1.weight", 1, 5, 1, 1));
        tensors.add(ramp("lin1.model.1.weight", 1, 6, 1, 1));

        assertThat(read().network().weighted()).isTrue();
        assertThat(read().values()).containsKeys("perceptual/lin0", "perceptual/lin1");
    }

    @Test
    void refusesAFileThatIsNotTheOneOfTheContract() throws Exception {
        Path file = written();

        assertThatThrownBy(() -> PerceptualFile.read(file, "00".repeat(32)))
                .hasMessageContainingAll(file.toString(), sha256(file), "contract");
    }

    @Test
    void namesTheTensorThatDoesNotFit() {
        tensors.set(2, ramp("features.2.weight", 5, 7, 3, 3));

        assertThatThrownBy(this::read)
                .hasMessageContaining("features.2.weight of shape [5, 7, 3, 3], expected [channels, 4, 3, 3]");
    }

    @Test
    void namesTheTensorThatIsMissing() {
        tensors.remove(3);

        assertThatThrownBy(this::read).hasMessageContaining("no tensor called features.2.bias");
    }

    @Test
    void namesTheTensorWithAValueThatIsNoNumber() {
        tensors.set(1, NamedTensor.of("features.0.bias", List.of(4L), new float[] {0, Float.NaN, 0, 0}));

        assertThatThrownBy(this::read).hasMessageContaining("features.0.bias that is NaN");
    }

    @Test
    void saysSoWhenItIsNoVgg() {
        tensors.clear();
        tensors.add(ramp("conv1", 1));

        assertThatThrownBy(this::read).hasMessageContaining("torchvision's names");
    }

    @Test
    void saysSoWhenTheFileIsCutOffOrMissing() throws Exception {
        Path file = written();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
        String cut = sha256(file);
        assertThatThrownBy(() -> PerceptualFile.read(file, cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network.safetensors cannot be read: the tensors need");

        Files.delete(file);
        assertThatThrownBy(() -> PerceptualFile.read(file, cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void namesTheChannelWeightThatIsMissing() {
        tensors.add(ramp("lin0.model.1.weight", 1, 5, 1, 1));

        assertThatThrownBy(this::read).hasMessageContaining("no tensor called lin1.model.1.weight");
    }

    private PerceptualFile read() throws Exception {
        Path file = written();
        return PerceptualFile.read(file, sha256(file));
    }

    private Path written() throws IOException {
        Path file = directory.resolve("network.safetensors");
        Files.deleteIfExists(file);
        SafetensorsWriter.write(file, Map.of(), tensors);
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static NamedTensor ramp(String name, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return NamedTensor.of(name, LongStream.of(shape).boxed().toList(), values);
    }
}
