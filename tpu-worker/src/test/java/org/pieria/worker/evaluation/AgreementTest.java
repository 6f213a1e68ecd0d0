package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.model.evaluation.ClipScore;

/** Against scores that transformers and torchmetrics gave of the same random weights: see benchmarks/parity/clip.py. */
class AgreementTest {

    /** Of float32 with another order of sums, and of a resize that both round to bytes. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    private final JsonNode expected = expected();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<CaptionList.Entry> captions = new ArrayList<>();

    @BeforeEach
    void bring() throws IOException {
        for (String name : List.of("image.onnx", "text.onnx", "tokenizer.json")) {
            try (InputStream file = AgreementTest.class.getResourceAsStream("clip/" + name)) {
                Files.write(folder.resolve(name), file.readAllBytes());
            }
        }
        for (int i = 0; i < expected.path("captions").size(); i++) {
            JsonNode size = expected.path("sizes").get(i);
            pictures.add(TestPictures.ramps(i, size.get(0).asInt(), size.get(1).asInt()));
            captions.add(
                    new CaptionList.Entry(i, expected.path("captions").get(i).asText(), ""));
        }
    }

    @Test
    void scoresPairsAsTransformersAndTorchmetricsDo() throws IOException {
        for (int i = 0; i < pictures.size(); i++) {
            try (Agreement agreement = Agreement.open(Optional.of(folder))) {
                Optional<ClipScore> score = agreement.score(pictures.subList(i, i + 1), captions.subList(i, i + 1));

                assertThat(score.orElseThrow().mean())
                        .as("pair %d", i)
                        .isCloseTo(expected.path("transformers").get(i).asDouble(), within(TOLERANCE))
                        .isCloseTo(expected.path("torchmetrics").get(i).asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void readsCaptionsAsTransformersDoesAndCutsThoseThatAreTooLong() throws IOException {
        try (Agreement agreement = Agreement.open(Optional.of(folder))) {
            for (int i = 0; i < captions.size(); i++) {
                assertThat(agreement.ids(captions.get(i).caption()))
                        .as(captions.get(i).caption())
                        .containsExactly(numbers(expected.path("ids").get(i)));
            }
        }
    }

    @Test
    void isTheMeanOverAllPairsAndSaysWhatItWasMadeWith() throws IOException {
        try (Agreement agreement = Agreement.open(Optional.of(folder))) {
            ClipScore score = agreement.score(pictures, captions).orElseThrow();

            assertThat(score.pairs()).isEqualTo(5);
            assertThat(score.mean()).isCloseTo(mean(), within(TOLERANCE));
            assertThat(agreement.facts().path("text.onnx").asText()).isEqualTo(Sha256.hex(folder.resolve("text.onnx")));
            assertThat(agreement.facts().path("resize").asText()).startsWith("bicubic-antialiased to 224, short side");
        }
    }

    @Test
    void thereIsNoScoreWithoutAClip() throws IOException {
        try (Agreement agreement = Agreement.open(Optional.empty())) {
            assertThat(agreement.score(pictures, captions)).isEmpty();
        }
    }

    @Test
    void namesWhatIsMissingBrokenOrOfAnotherModel() throws IOException {
        String tokenizer = Files.readString(folder.resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("tokenizer.json"), tokenizer.replace("\"vocab\": {", "\"vocab\": { \"zebra\": 70000,"));
        assertThatThrownBy(() -> Agreement.open(Optional.of(folder)))
                .hasMessageContaining("has ids up to 70000, which text.onnx does not take")
                .hasMessageContaining("different models");

        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> Agreement.open(Optional.of(folder)))
                .hasMessageContaining("tokenizer.json cannot be read as a tokenizer");

        Files.writeString(folder.resolve("text.onnx"), "no network");
        assertThatThrownBy(() -> Agreement.open(Optional.of(folder)))
                .hasMessageContaining("text.onnx cannot be loaded as an ONNX network");

        Files.delete(folder.resolve("image.onnx"));
        assertThatThrownBy(() -> Agreement.open(Optional.of(folder))).hasMessageContaining("lacks image.onnx");
    }

    private double mean() {
        double sum = 0;
        for (JsonNode cosine : expected.path("transformers")) {
            sum += cosine.asDouble();
        }
        return sum / expected.path("transformers").size();
    }

    private static long[] numbers(JsonNode array) {
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asLong();
        }
        return numbers;
    }

    private static JsonNode expected() {
        try (InputStream file = AgreementTest.class.getResourceAsStream("clip/scores.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException missing) {
            throw new IllegalStateException("clip/scores.json", missing);
        }
    }
}
