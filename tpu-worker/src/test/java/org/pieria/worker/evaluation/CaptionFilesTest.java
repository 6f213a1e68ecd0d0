package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFilesTest {

    @TempDir
    Path directory;

    @Test
    void readsPartiPromptsByTheirHeading() throws IOException {
        CaptionList list = read(
                "PartiPrompts.tsv",
                "Prompt\tCategory\tChallenge\tNote\nbond\tAbstract\tBasic\tx\na \"cat\"\tAnimals\t\t\n");

        assertThat(list.entries())
                .containsExactly(
                        new CaptionList.Entry(0, "bond", "Abstract"), new CaptionList.Entry(1, "a \"cat\"", "Animals"));
    }

    @Test
    void readsConceptualCaptionsWithoutAHeading() throws IOException {
        CaptionList list = read("val.tsv", "a red boat\thttp://localhost/1.jpg\na dog\thttp://localhost/2.jpg\n");

        assertThat(list.captions()).containsExactly("a red boat", "a dog");
    }

    @Test
    void readsTheAnnotationsOfCoco() throws IOException {
        CaptionList list = read(
                "captions_val2014.json",
                "{\"images\": [], \"annotations\": [{\"image_id\": 7, \"id\": 1, \"caption\": \"A man\\n rides. \"}]}");

        assertThat(list.captions()).containsExactly("A man rides.");
    }

    @Test
    void saysWhatIsWrongWithAList() {
        assertThatThrownBy(() -> CaptionFiles.read(directory.resolve("no.tsv")))
                .hasMessageContaining("no caption list");
        assertThatThrownBy(() -> read("a.txt", "a")).hasMessageContaining("neither .tsv nor .json");
        assertThatThrownBy(() -> read("e.tsv", ""))
                .hasMessageContaining("e.tsv")
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> read("b.tsv", "Category\tPrompt\nonly one\n"))
                .hasMessageContaining("row 1 has 1 columns");
        assertThatThrownBy(() -> read("i.json", "{\"annotations\": [{\"bbox\": 1}]}"))
                .hasMessageContaining("annotation 0 has no caption");
        assertThatThrownBy(() -> read("j.json", "{")).hasMessageContaining("j.json");
    }

    @Test
    void drawsTheSameCaptionsForTheSameSeedAndKeepsTheirNumbers() throws IOException {
        CaptionList list = read("c.tsv", "a\nb\nc\nd\ne\nf\ng\nh\n");

        CaptionList drawn = list.draw(3, 5);

        assertThat(drawn.entries())
                .hasSize(3)
                .isSubsetOf(list.entries())
                .isEqualTo(list.draw(3, 5).entries());
        assertThat(list.draw(0, 5)).isEqualTo(list);
        assertThat(drawn.sha256()).isNotEqualTo(list.sha256());
    }

    private CaptionList read(String name, String text) throws IOException {
        return CaptionFiles.read(Files.writeString(directory.resolve(name), text));
    }
}
