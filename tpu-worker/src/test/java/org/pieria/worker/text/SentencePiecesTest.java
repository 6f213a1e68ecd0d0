package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected ids are those of the public sentencepiece package, by benchmarks/parity/t5.py. */
class SentencePiecesTest {

    @TempDir
    Path directory;

    private SentencePieces pieces;

    @BeforeEach
    void open() throws Exception {
        pieces = SentencePieces.open(new T5Folder(directory).directory.resolve("spiece.model"));
    }

    @AfterEach
    void close() {
        pieces.close();
    }

    @Test
    void agreesWithTheReferenceOnEveryText() throws Exception {
        JsonNode fixture = T5Folder.fixture("pieces.json");

        assertThat(pieces.size()).isEqualTo(fixture.get("size").asInt());
        for (JsonNode text : fixture.get("texts")) {
            int[] ids = T5Folder.JSON.treeToValue(text.get("ids"), int[].class);
            int[] ended = Arrays.copyOf(ids, ids.length + 1);
            ended[ids.length] = 1;
            assertThat(pieces.encode(text.get("text").asText(), 512))
                    .as(text.get("text").toString())
                    .containsExactly(ended);
        }
    }

    @Test
    void cutsALongTextAndStillEndsIt() {
        int[] whole = pieces.encode("a red apple on a white background", 512);

        assertThat(pieces.encode("a red apple on a white background", 5))
                .containsExactly(whole[0], whole[1], whole[2], whole[3], 1);
    }

    @Test
    void refusesWhatIsNoSentencePieceModel() throws Exception {
        Path file = Files.writeString(directory.resolve("other"), "not a model at all");

        assertThatThrownBy(() -> SentencePieces.open(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the tokenizer " + file + " cannot be read as a SentencePiece model");
        assertThatThrownBy(() -> SentencePieces.open(directory.resolve("absent")))
                .hasMessageContaining("NoSuchFileException");
    }
}
