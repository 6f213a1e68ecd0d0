package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

    @TempDir
    Path directory;

    @Test
    void readsSamplesOfAllShardsInOrder() throws IOException {
        TestShards.write(directory.resolve("00001.tar"), 2);
        TestShards.write(directory.resolve("00000.tar"), 3);

        try (DataSet data = open()) {
            assertThat(data.index().samples())
                    .extracting(Sample::key)
                    .containsExactly("s000", "s001", "s002", "s000", "s001");
            assertThat(data.sample(4).shard()).isEqualTo(1);
            assertThat(data.sample(4).caption()).isEqualTo("square number 1");
            assertThat(data.picture(2, 2)).hasSize(12).containsOnly(2);
        }
    }

    @Test
    void namesEverySampleItSkipsAndWhy() throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve("a.tar"))) {
            TestShards.add(shard, 0);
            shard.add("noimage.txt", TestShards.text("a caption"));
            shard.add("nocaption.png", TestShards.grey(1));
            shard.add("empty.png", TestShards.grey(1));
            shard.add("empty.txt", TestShards.text(" \n\t"));
            shard.add("broken.png", Arrays.copyOf(TestShards.grey(1), 50));
            shard.add("broken.txt", TestShards.text("a caption"));
            shard.add("details.png", TestShards.grey(1));
            shard.add("details.txt", TestShards.text("a caption"));
            shard.add("details.json", TestShards.text("{\"concept\": "));
        }

        try (DataSet data = open()) {
            assertThat(data.size()).isEqualTo(1);
            assertThat(data.index().skipped())
                    .extracting(Skipped::shard, Skipped::key, Skipped::reason)
                    .containsExactly(
                            skipped("noimage", Skipped.Reason.NO_IMAGE),
                            skipped("nocaption", Skipped.Reason.NO_CAPTION),
                            skipped("empty", Skipped.Reason.EMPTY_CAPTION),
                            skipped("broken", Skipped.Reason.UNREADABLE_IMAGE),
                            skipped("details", Skipped.Reason.UNREADABLE_DETAILS));
            assertThat(data.index().summary())
                    .startsWith(
                            "1 samples in 1 shards, 5 skipped: 1 because no .png, .jpg or .jpeg, 1 because no .txt");
        }
    }

    @Test
    void acceptsTheHabitsOfOtherTools() throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve("a.tar"))) {
            shard.add("./photos/1.JPEG", TestShards.grey(9));
            shard.add("./photos/._1.JPEG", TestShards.text("left behind by a file system"));
            shard.add("./photos/1.json", TestShards.text("{\"caption\": \"\uFEFF two\\n words \", \"width\": 4}"));
            shard.add("./photos/1.npy", new byte[3]);
        }

        try (DataSet data = open()) {
            assertThat(data.sample(0).key()).isEqualTo("photos/1");
            assertThat(data.sample(0).caption()).isEqualTo("two words");
            assertThat(data.sample(0).concept()).isEqualTo("photos/1");
            assertThat(data.index().skipped()).isEmpty();
        }
    }

    @Test
    void cutsLongCaptionsBetweenCharactersAndCountsThem() throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve("a.tar"))) {
            shard.add("a.png", TestShards.grey(1));
            shard.add("a.txt", TestShards.text("four\uD83D\uDE00five"));
            TestShards.add(shard, 1);
        }

        try (DataSet data = DataSet.open(directory, 5, Progress.SILENT)) {
            assertThat(data.sample(0).caption()).isEqualTo("four\uD83D\uDE00");
            assertThat(data.index().cut()).isEqualTo(2);
        }
    }

    @Test
    void theDigestDependsOnWhatIsReadAndNotOnTheShardsItLiesIn() throws IOException {
        Path one = Files.createDirectory(directory.resolve("one"));
        TestShards.write(one.resolve("0.tar"), 4);
        Path two = Files.createDirectory(directory.resolve("two"));
        try (ShardWriter first = new ShardWriter(two.resolve("0.tar"));
                ShardWriter second = new ShardWriter(two.resolve("1.tar"))) {
            TestShards.add(first, 0);
            TestShards.add(first, 1);
            TestShards.add(second, 2);
            TestShards.add(second, 3);
        }

        assertThat(digest(two, 512)).isEqualTo(digest(one, 512)).hasSize(64);
        assertThat(digest(two, 6)).isNotEqualTo(digest(one, 512));
    }

    @Test
    void theDigestChangesWithOnePixel() throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve("0.tar"))) {
            shard.add("a.txt", TestShards.text("a caption"));
            shard.add("a.png", TestShards.grey(1));
        }
        String before = digest(directory, 512);
        try (ShardWriter shard = new ShardWriter(directory.resolve("0.tar"))) {
            shard.add("a.txt", TestShards.text("a caption"));
            shard.add("a.png", TestShards.grey(2));
        }

        assertThat(new ShardIndexer(directory, 512, Progress.SILENT).index().digest())
                .isNotEqualTo(before);
    }

    @Test
    void keepsTheIndexUntilAShardChanges() throws IOException {
        TestShards.write(directory.resolve("0.tar"), 3);
        List<Integer> examined = new ArrayList<>();
        Progress progress = (done, total) -> examined.add(total);

        DataSet.open(directory, 512, progress).close();
        DataSet.open(directory, 512, progress).close();
        assertThat(examined).containsExactly(3, 3, 3);

        TestShards.write(directory.resolve("0.tar"), 4);
        DataSet.open(directory, 512, progress).close();
        assertThat(examined).containsExactly(3, 3, 3, 4, 4, 4, 4);
    }

    @Test
    void makesADamagedIndexAgain() throws IOException {
        TestShards.write(directory.resolve("0.tar"), 3);
        String digest = digest(directory, 512);
        Path file = directory.resolve(ShardIndexCache.FILE);
        String kept = Files.readString(file);

        for (String damaged : List.of("", kept.substring(0, kept.length() / 2), kept.replace("number 1", "number 7"))) {
            Files.writeString(file, damaged);
            assertThat(digest(directory, 512)).isEqualTo(digest);
        }
    }

    @Test
    void saysWhatIsWrongWithADirectory() throws IOException {
        assertThatThrownBy(() -> DataSet.open(directory.resolve("missing"), 512, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no directory " + directory.resolve("missing"));
        Files.createFile(directory.resolve("photo.png"));
        assertThatThrownBy(this::open).hasMessageContaining(directory + " holds no *.tar; put WebDataset shards there");
    }

    @Test
    void namesTheShardThatCannotBeRead() throws IOException {
        Path shard = TestShards.write(directory.resolve("0.tar"), 3);
        byte[] whole = Files.readAllBytes(shard);
        List<byte[]> broken = List.of(
                new byte[0], TestShards.text("x".repeat(2000)), Arrays.copyOf(whole, 600), Arrays.copyOf(whole, 2048));

        for (byte[] content : broken) {
            Files.write(shard, content);
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shard " + shard)
                    .hasMessageEndingWith("copy it again or remove it");
        }
    }

    @Test
    void refusesDataOfWhichNothingCanBeUsed() throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve("0.tar"))) {
            shard.add("a.webp", new byte[9]);
            shard.add("a.txt", TestShards.text("a caption"));
        }

        assertThatThrownBy(this::open)
                .hasMessageContaining("no sample in " + directory + " can be used")
                .hasMessageContaining("0.tar: a: no .png, .jpg or .jpeg (found [txt, webp])");
    }

    @Test
    void aFileThatChangesUnderARunIsAnErrorAndNotASkippedSample() throws IOException {
        Path shard = TestShards.write(directory.resolve("0.tar"), 3);
        try (DataSet data = open()) {
            byte[] content = Files.readAllBytes(shard);
            content[(int) data.sample(1).image().offset() + 60] ^= 1;
            Files.write(shard, content);

            assertThat(data.picture(0, 4)).containsOnly(0);
            assertThatThrownBy(() -> data.picture(1, 4))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("sample s001 in shard 0.tar")
                    .hasMessageContaining("changed after it was indexed");
        }
    }

    @Test
    void threadsShareAShardEvenWhenOneOfThemIsInterrupted() throws Exception {
        TestShards.write(directory.resolve("0.tar"), 50);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (DataSet data = open()) {
            List<Future<Boolean>> reads = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int number = i % 50;
                boolean interrupted = i % 100 == 7;
                reads.add(threads.submit(() -> interrupted ? fails(data, number) : matches(data, number)));
            }

            for (Future<Boolean> read : reads) {
                assertThat(read.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readsTheTarsOfTheSystem() throws Exception {
        Path tar = Path.of("/usr/bin/tar");
        assumeTrue(Files.isExecutable(tar));
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 5; i++) {
            String key = "a-name-that-is-longer-than-one-hundred-characters-".repeat(3) + i;
            Files.write(files.resolve(key + ".png"), TestShards.grey(i));
            Files.writeString(files.resolve(key + ".txt"), "number " + i);
        }
        for (String format : List.of("gnu", "posix")) {
            Process process = new ProcessBuilder(
                            tar.toString(), "--format=" + format, "-cf", "0.tar", "-C", files.toString(), ".")
                    .directory(directory.toFile())
                    .start();
            assertThat(process.waitFor()).isZero();

            try (DataSet data = open()) {
                assertThat(data.size()).isEqualTo(5);
                for (int i = 0; i < 5; i++) {
                    byte level =
                            (byte) Integer.parseInt(data.sample(i).caption().substring("number ".length()));
                    assertThat(data.picture(i, 4)).containsOnly(level);
                }
            }
        }
    }

    @Test
    void preparesTheDemonstrationOnlyWhenItIsTheSource() throws IOException {
        Path own = Files.createDirectory(directory.resolve("own"));
        TestShards.write(own.resolve("0.tar"), 1);
        DataConfig config = new DataConfig(own.toString(), 0.05, 512);

        try (DataSet data = DataSet.open(config, directory.resolve("emoji"), Progress.SILENT)) {
            assertThat(data.size()).isEqualTo(1);
            assertThat(directory.resolve("emoji")).doesNotExist();
        }
    }

    private static boolean matches(DataSet data, int number) {
        return data.picture(number, 1)[0] == number;
    }

    private static boolean fails(DataSet data, int number) {
        Thread.currentThread().interrupt();
        try {
            data.picture(number, 1);
            return false;
        } catch (UncheckedIOException expected) {
            return Thread.interrupted();
        }
    }

    private static Tuple skipped(String key, Skipped.Reason reason) {
        return tuple("a.tar", key, reason);
    }

    private DataSet open() {
        return DataSet.open(directory, 512, Progress.SILENT);
    }

    private static String digest(Path directory, int maxCaption) throws IOException {
        try (DataSet data = DataSet.open(directory, maxCaption, Progress.SILENT)) {
            return data.index().digest();
        }
    }
}
