package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.worker.data.Pictures;

class RatingTest {

    private static final int PAIRS = 40;

    @TempDir
    Path directory;

    private RatingPage page = new RatingPage(Path.of(""), Path.of(""), 1);
    private CaptionList prompts = new CaptionList("one", List.of(new CaptionList.Entry(0, "a", "")));

    @BeforeEach
    void paint() throws IOException {
        prompts = new CaptionList(
                "prompts",
                IntStream.range(0, PAIRS)
                        .mapToObj(i -> new CaptionList.Entry(i, "</script> number " + i, i < 2 ? "Food" : "People"))
                        .toList());
        page = new RatingPage(folder("ours", 10), folder("theirs", 200), 1);
    }

    @Test
    void hidesWhichSideIsWhose() throws IOException {
        RatingPage.Written written = page.write(prompts, directory.resolve("page"));

        RatingKey key = RatingKey.read(written.key());
        assertThat(written.key().startsWith(directory.resolve("page"))).isFalse();
        assertThat(key.pairs()).extracting(RatingKey.Pair::oursIsLeft).contains(true, false);
        for (int i = 0; i < PAIRS; i++) {
            String side = key.pairs().get(i).oursIsLeft() ? "left" : "right";
            assertThat(grey(directory.resolve("page/images/%05d-%s.png".formatted(i, side))))
                    .isEqualTo(10);
        }
        assertThat(Files.readString(written.page()))
                .doesNotContain("ours", "theirs", "</script> number")
                .contains("\\u003c/script> number 39", key.page());
    }

    @Test
    void namesThePictureThatIsMissing() throws IOException {
        Files.delete(directory.resolve("theirs/00007.png"));

        assertThatThrownBy(() -> page.write(prompts, directory.resolve("page")))
                .hasMessageContaining("lacks 00007.png")
                .hasMessageContaining("number 7");
    }

    @Test
    void threeVotesOfFiveDecide() throws IOException {
        RatingPage.Written written = page.write(prompts, directory.resolve("page"));
        RatingKey key = RatingKey.read(written.key());
        String[] first = {"ours", "ours", "ours", "theirs", "none"};
        String[] second = {"ours", "ours", "theirs", "theirs", "none"};
        String[] third = {"theirs", "theirs", "theirs"};
        List<Path> files = new ArrayList<>();
        for (int rater = 0; rater < 5; rater++) {
            String votes =
                    "\"0\": \"" + side(key, 0, first[rater]) + "\", \"1\": \"" + side(key, 1, second[rater]) + "\"";
            votes += rater < 3 ? ", \"2\": \"" + side(key, 2, third[rater]) + "\"" : "";
            files.add(votes(key.page(), "rater " + rater, votes));
        }

        RatingTable table = RatingTable.of(written.key(), files);

        assertThat(table.byCategory())
                .containsEntry("Food", new RatingTable.Row(1, 0, 1, 0))
                .containsEntry("People", new RatingTable.Row(0, 1, 0, PAIRS - 3));
        assertThat(table.text()).containsPattern("Food +2 +1 +0 +1 +0 +50.0% +0.0% +50.0%");
    }

    @Test
    void refusesVotesThatDoNotBelong() throws IOException {
        RatingPage.Written written = page.write(prompts, directory.resolve("page"));
        String name = RatingKey.read(written.key()).page();
        Path once = votes(name, "ann", "\"0\": \"left\"");

        assertThatThrownBy(() -> RatingTable.of(written.key(), List.of(once, once)))
                .hasMessageContaining("votes of ann, who has voted");
        assertThatThrownBy(() -> RatingTable.of(written.key(), List.of(votes("other", "bob", ""))))
                .hasMessageContaining("votes of the page other");
        assertThatThrownBy(() -> RatingTable.of(written.key(), List.of(votes(name, "eve", "\"40\": \"left\""))))
                .hasMessageContaining("pair 40, the page has 40");
        assertThatThrownBy(() -> RatingTable.of(written.key(), List.of(votes(name, "joe", "\"0\": \"up\""))))
                .hasMessageContaining("the vote up");
        assertThatThrownBy(() -> RatingTable.of(once, List.of())).hasMessageContaining("no key of a rating page");
    }

    private static String side(RatingKey key, int pair, String choice) {
        return choice.equals("none")
                ? "none"
                : choice.equals("ours") == key.pairs().get(pair).oursIsLeft() ? "left" : "right";
    }

    private Path votes(String page, String rater, String votes) throws IOException {
        return Files.writeString(
                directory.resolve(rater + ".json"),
                "{\"page\": \"" + page + "\", \"rater\": \"" + rater + "\", \"votes\": {" + votes + "}}");
    }

    private Path folder(String name, int grey) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        byte[] rgb = new byte[4 * 4 * 3];
        Arrays.fill(rgb, (byte) grey);
        for (int i = 0; i < PAIRS; i++) {
            PictureFolder.write(new Picture(rgb, 4, 4), folder.resolve(PictureFolder.name(i)));
        }
        return folder;
    }

    private static int grey(Path file) throws IOException {
        return Pictures.square(Files.readAllBytes(file), 4)[0] & 0xFF;
    }
}
