package org.pieria.worker.data;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmojiShardsTest {

    @TempDir
    static Path home;

    private static final List<Integer> HEARD = new ArrayList<>();
    private static DataSet data;

    @BeforeAll
    static void prepareAndOpen() throws IOException {
        EmojiShards.prepare(home.resolve("emoji"), (done, total) -> HEARD.add(done));
        data = DataSet.open(home.resolve("emoji"), 512, Progress.SILENT);
    }

    @AfterAll
    static void close() throws IOException {
        data.close();
    }

    @Test
    void everyDistinctPictureBecomesASampleAndNoneIsSkipped() {
        assertThat(data.size()).isEqualTo(3781);
        assertThat(data.index().skipped()).isEmpty();
        assertThat(data.index().cut()).isZero();
        assertThat(data.index().shards()).hasSize(8).startsWith("00000.tar").endsWith("00007.tar");
    }

    @Test
    void theIndexOfThisReleaseIsTheSameOnEveryMachine() {
        assertThat(data.index().digest()).isEqualTo("3426ce00a9555b2c8a652d5eca32a886770a6641c78129c96481a2d0c2c93359");
    }

    @Test
    void theShardsOfThisReleaseHaveTheSameBytesOnEveryMachine() throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (String shard : data.index().shards()) {
            sha.update(Files.readAllBytes(home.resolve("emoji").resolve(shard)));
        }

        assertThat(HexFormat.of().formatHex(sha.digest()))
                .isEqualTo("f3b7e5c13bc40e3b4b8e15bad4b409f81f41a579550bb91cdd1a62d2aa9580e4");
    }

    @Test
    void tellsEverySample() {
        assertThat(HEARD).isEqualTo(IntStream.rangeClosed(1, 3781).boxed().toList());
    }

    @Test
    void leavesNothingUnfinishedAndACompleteDirectoryAlone() throws IOException {
        List<Integer> heard = new ArrayList<>();

        EmojiShards.prepare(home.resolve("emoji"), (done, total) -> heard.add(done));

        assertThat(heard).isEmpty();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.toString().contains("unfinished"));
        }
    }

    @Test
    void preparesAgainWhatWasInterrupted() throws IOException {
        Path out = home.resolve("interrupted");
        Progress crash = (done, total) -> {
            if (done == 700) {
                throw new IllegalStateException("interrupted");
            }
        };

        assertThatThrownBy(() -> EmojiShards.prepare(out, crash)).hasMessage("interrupted");

        assertThat(out).doesNotExist();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.toString().contains("unfinished"));
        }
    }

    @Test
    void saysInWordsWhatThePictureShows() {
        assertThat(sample("1f1f3-1f1f4").caption()).isEqualTo("the flag of Norway");
        assertThat(sample("1f1fa-1f1f8").caption()).isEqualTo("the flag of the United States");
        assertThat(sample("1f600").caption()).isEqualTo("grinning face");
        assertThat(sample("1f468-1f3fb-200d-1f9b2").caption()).isEqualTo("man, light skin tone, bald");
        assertThat(sample("1f600").keywords()).contains("cheerful", "happy");
        assertThat(sample("1f44b-1f3ff").keywords())
                .isEqualTo(sample("1f44b").keywords())
                .isNotEmpty();
    }

    @Test
    void theRedAppleIsRedAndTheGreenOneIsGreen() {
        assertThat(meanOf("1f34e")).satisfies(red -> assertThat(red[0]).isGreaterThan(red[1] + 40));
        assertThat(meanOf("1f34f")).satisfies(green -> assertThat(green[1]).isGreaterThan(green[0] + 20));
    }

    @Test
    void skinTonesShareTheConceptOfTheirPictureWithout() {
        Set<String> hands = data.index().samples().stream()
                .filter(sample -> sample.caption().startsWith("handshake"))
                .map(Sample::concept)
                .collect(Collectors.toSet());

        assertThat(hands).containsExactly("1f91d");
    }

    @Test
    void noHeldOutConceptIsTrainedOn() {
        Split split = Split.of(data.index().samples(), 0.05);

        Set<String> trained = Arrays.stream(split.train())
                .mapToObj(i -> data.sample(i).concept())
                .collect(Collectors.toSet());

        assertThat(split.heldOut()).hasSizeBetween(100, 280);
        assertThat(Arrays.stream(split.heldOut()).mapToObj(i -> data.sample(i).concept()))
                .noneMatch(trained::contains);
    }

    private static Sample sample(String key) {
        return data.sample(number(key));
    }

    private static int number(String key) {
        return data.index().samples().stream().map(Sample::key).toList().indexOf(key);
    }

    private static int[] meanOf(String key) {
        byte[] picture = data.picture(number(key), 1);
        return new int[] {picture[0] & 0xFF, picture[1] & 0xFF, picture[2] & 0xFF};
    }
}
