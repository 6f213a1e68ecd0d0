package org.pieria.checkpointing.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoreTest {

    @TempDir
    Path root;

    @Test
    void createsARecordOnceAndLeavesItAlone() throws IOException {
        CheckpointStore store = new LocalStore(root);

        assertThat(store.createIfAbsent("terms/1.json", bytes("first"))).isTrue();
        assertThat(store.createIfAbsent("terms/1.json", bytes("second"))).isFalse();

        assertThat(store.read("terms/1.json")).hasValue(bytes("first"));
    }

    @Test
    void letsExactlyOneOfManyCreateARecord() throws Exception {
        CheckpointStore store = new LocalStore(root);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> rivals = IntStream.range(0, 32)
                .<Callable<Boolean>>mapToObj(i -> () -> store.createIfAbsent("all/claim", bytes("rival " + i)))
                .toList();

        int winners = 0;
        for (Future<Boolean> rival : threads.invokeAll(rivals)) {
            winners += rival.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
        assertThat(store.list("all")).extracting(StoredFile::path).containsExactly("all/claim");
    }

    @Test
    void replacesARecordWhole() throws IOException {
        CheckpointStore store = new LocalStore(root);
        store.replace("records/report.json", bytes("a long first version"));

        store.replace("records/report.json", bytes("short"));

        assertThat(store.read("records/report.json")).hasValue(bytes("short"));
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        CheckpointStore store = new LocalStore(root);

        assertThat(store.read("absent")).isEmpty();
        assertThat(store.list("absent")).isEmpty();
        store.delete("absent");
    }

    @Test
    void listsFilesBelowADirectoryByPathAndRemovesThemWithIt() throws IOException {
        CheckpointStore store = new LocalStore(root);
        store.replace("a/b/2", bytes("22"));
        store.replace("a/1", bytes("1"));
        store.replace("other", bytes("3"));

        assertThat(store.list("a")).extracting(StoredFile::path).containsExactly("a/1", "a/b/2");
        store.delete("a");

        assertThat(store.list("a")).isEmpty();
        assertThat(store.read("other")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../outside", "a/../../outside", "/etc/passwd"})
    void refusesPathsThatLeaveTheStore(String path) {
        assertThatThrownBy(() -> new LocalStore(root).read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + path + "\" is not a path inside");
    }

    @Test
    void makesContentDurableBeforeItGivesItAName() throws IOException {
        FailingDisk disk = FailingDisk.never();

        new LocalStore(root, disk).createIfAbsent("record", bytes("content"));

        assertThat(disk.operations()).containsExactly("create", "write", "sync", "link", "delete", "syncDirectory");
    }

    @Test
    void makesNewDirectoriesDurableToo() throws IOException {
        FailingDisk disk = FailingDisk.never();

        new LocalStore(root, disk).replace("a/record", bytes("content"));

        assertThat(disk.operations())
                .containsExactly(
                        "createDirectory", "syncDirectory", "create", "write", "sync", "move", "syncDirectory");
    }

    @ParameterizedTest
    @EnumSource(FailingDisk.Failure.class)
    void neverShowsAPartOfARecordWhateverFails(FailingDisk.Failure failure) throws IOException {
        for (int n = 1; n <= 8; n++) {
            CheckpointStore store = new LocalStore(root.resolve(failure + "-" + n), new FailingDisk(n, failure));

            attempt(() -> store.createIfAbsent("a/record", bytes("the whole content")));

            assertThat(store.read("a/record").orElse(bytes("the whole content")))
                    .isEqualTo(bytes("the whole content"));
        }
    }

    @ParameterizedTest
    @EnumSource(FailingDisk.Failure.class)
    void showsTheOldOrTheNewContentWhateverFailsInReplacing(FailingDisk.Failure failure) throws IOException {
        for (int n = 1; n <= 6; n++) {
            Path directory = root.resolve(failure + "-" + n);
            new LocalStore(directory).replace("record", bytes("old"));
            CheckpointStore store = new LocalStore(directory, new FailingDisk(n, failure));

            attempt(() -> {
                store.replace("record", bytes("new"));
                return true;
            });

            assertThat(new String(store.read("record").orElseThrow(), UTF_8)).isIn("old", "new");
        }
    }

    private static void attempt(Callable<Boolean> work) {
        try {
            assertThat(work.call()).isTrue();
        } catch (Exception failure) {
            assertThat(failure).isInstanceOf(IOException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
