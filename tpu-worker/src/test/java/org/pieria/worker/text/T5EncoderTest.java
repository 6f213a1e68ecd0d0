package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.model.text.TextEncoder.Encoded;
import org.pieria.model.text.t5.T5Names;
import org.pieria.model.text.t5.T5Shape;

class T5EncoderTest {

    private static final String CAPTION = "a red apple on a white background";
    private static final String QUERY = T5Names.attention(1, "q");

    @TempDir
    Path directory;

    private T5Folder folder;

    @BeforeEach
    void prepare() throws IOException {
        folder = new T5Folder(directory);
    }

    @Test
    void givesAVectorForEachPieceAndTheEnd() {
        try (T5Encoder encoder = folder.open(ComputeType.FLOAT32)) {
            Encoded encoded = encode(encoder, CAPTION);

            assertThat(encoder.shape()).isEqualTo(new T5Shape(16, 24, 2, 6, 3, 512));
            assertThat(encoded.tokens()).isEqualTo(21);
            assertThat(encoded.vectors()).hasSize(21 * encoder.width()).doesNotContain(Float.NaN);
            assertThat(encode(encoder, "").tokens()).isEqualTo(1);
            assertThat(encode(encoder, "x y ".repeat(50)).tokens()).isEqualTo(24);
        }
    }

    @Test
    void neighboursAndOtherThreadsDoNotChangeTheBitsOfACaption() {
        try (T5Encoder encoder = folder.open(ComputeType.BFLOAT16)) {
            float[] alone = encode(encoder, CAPTION).vectors();

            assertThat(encoder.encode(List.of("zebra", CAPTION, "")).get(1).vectors())
                    .isEqualTo(alone);
            assertThat(Collections.nCopies(16, CAPTION).parallelStream()
                            .map(caption -> encode(encoder, caption).vectors()))
                    .allSatisfy(vectors -> assertThat(vectors).isEqualTo(alone));
        }
    }

    @Test
    void readsShardsAndNarrowTypes() throws IOException {
        float[] whole = vectors(ComputeType.FLOAT32);

        folder.write("F16");
        assertThat(vectors(ComputeType.FLOAT32)).containsExactly(whole, Offset.offset(0.05f));
        folder.write("BF16");
        assertThat(vectors(ComputeType.FLOAT32)).containsExactly(whole, Offset.offset(0.4f));
        folder.shard();
        assertThat(vectors(ComputeType.FLOAT32)).isEqualTo(whole);
    }

    @Test
    void theNameTellsTypeAndContentsButNotTheirLayout() throws IOException {
        String name = name(ComputeType.FLOAT32);
        assertThat(name).matches("t5-float32-[0-9a-f]{64}");
        assertThat(name(ComputeType.BFLOAT16)).isEqualTo(name.replace("float32", "bfloat16"));

        folder.shard();
        assertThat(name(ComputeType.FLOAT32)).isEqualTo(name);
        folder.values(QUERY)[3] += 1;
        folder.shard();
        assertThat(name(ComputeType.FLOAT32)).isNotEqualTo(name);
    }

    @Test
    void ignoresTheDecoderAndTheOtherNameOfTheEmbedding() throws IOException {
        String name = name(ComputeType.FLOAT32);
        T5Folder.Values embedding = folder.tensor(T5Names.EMBEDDING);
        folder.tensors.put(T5Names.EMBEDDING_ALIAS, embedding);
        folder.tensors.put("decoder.block.0.layer.0.layer_norm.weight", folder.tensor(T5Names.FINAL_NORM));
        folder.tensors.put("lm_head.weight", embedding);
        folder.write("F32");
        assertThat(name(ComputeType.FLOAT32)).isEqualTo(name);

        folder.tensors.remove(T5Names.EMBEDDING);
        folder.write("F32");
        assertThat(name(ComputeType.FLOAT32)).isEqualTo(name);
    }

    @Test
    void namesAMissingTensor() throws IOException {
        folder.tensors.remove(QUERY);
        opening().hasMessage(begin() + "lacks the tensor " + QUERY + " of a T5 v1.1 encoder");

        folder.tensors.clear();
        opening().hasMessageContaining("lacks the tensor shared.weight");
    }

    @Test
    void namesATensorTooMany() throws IOException {
        String first = T5Names.mlp(0, "wi");
        folder.tensors.put(first, folder.tensor(T5Names.mlp(0, "wi_0")));

        opening().hasMessage(begin() + "has the tensor " + first + ", which a T5 v1.1 encoder has not");
    }

    @Test
    void namesATensorOfAnotherShape() throws IOException {
        folder.tensors.put(QUERY, new T5Folder.Values(List.of(16L, 12L), new float[192]));

        opening().hasMessage(begin() + "has the tensor " + QUERY + " of shape [16, 12] instead of [12, 16]");
    }

    @Test
    void namesAValueThatIsNone() throws IOException {
        folder.values(QUERY)[17] = Float.NaN;

        opening()
                .hasMessage(begin() + "has the value NaN in the tensor " + QUERY
                        + ", element 17: it is damaged, or was converted to a type too narrow for it");
    }

    @Test
    void namesAFileThatIsCutOff() throws IOException {
        Path file = directory.resolve(T5Files.SINGLE);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));

        assertOpening().hasMessageContaining(file + " cannot be read: the tensors need ");
    }

    @Test
    void namesWhatIsMissingInTheDirectory() throws IOException {
        folder.shard();
        Files.delete(directory.resolve("model-00002-of-00002.safetensors"));
        assertOpening().hasMessageContaining("names the file model-00002-of-00002.safetensors, which is missing");

        Files.delete(directory.resolve(T5Files.INDEX));
        assertOpening().hasMessageContaining("has neither model.safetensors nor model.safetensors.index.json");
    }

    @Test
    void namesAnIndexThatCannotBeFollowed() throws IOException {
        folder.shard();
        Path index = directory.resolve(T5Files.INDEX);

        Files.writeString(index, "{\"weight_map\": 3}");
        assertOpening().hasMessage("the index " + index + " cannot be read: \"weight_map\" must be an object, got 3");
        Files.writeString(index, "{\"weight_map\": {\"a\": \"../model.safetensors\"}}");
        assertOpening().hasMessage(index + " names the file \"../model.safetensors\" outside its directory");
        Files.writeString(index, "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}");
        assertOpening()
                .hasMessage(index + " says that model-00001-of-00002.safetensors has the tensor a, and it has not");
    }

    @Test
    void refusesATokenizerWithMorePiecesThanTheEmbeddingHasRows() throws IOException {
        folder.tensors.put(T5Names.EMBEDDING, new T5Folder.Values(List.of(400L, 16L), new float[6400]));

        opening()
                .hasMessage("the tokenizer in " + directory
                        + " has 500 pieces and the embedding only 400 rows: they belong to different models");
    }

    @Test
    void saysWhatItNeedsWhenNoDirectoryIsGiven() {
        assertThatThrownBy(() -> T5Encoder.open(new T5Options("", ComputeType.FLOAT32, 1), 24))
                .hasMessageStartingWith("pieria.text.encoder = t5 needs pieria.text.weights: a directory with ");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> opening() throws IOException {
        folder.write("F32");
        return assertOpening();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertOpening() {
        return assertThatThrownBy(() -> folder.open(ComputeType.FLOAT32).close())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String begin() {
        return "the checkpoint in " + directory + " ";
    }

    private String name(ComputeType type) {
        try (T5Encoder encoder = folder.open(type)) {
            return encoder.name();
        }
    }

    private float[] vectors(ComputeType type) {
        try (T5Encoder encoder = folder.open(type)) {
            return encode(encoder, CAPTION).vectors();
        }
    }

    private static Encoded encode(T5Encoder encoder, String caption) {
        return encoder.encode(List.of(caption)).get(0);
    }
}
