package org.pieria.checkpointing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.FailingDisk;

class StepLogTest {

    private static final List<String> PHASES = List.of("vqgan", "base");

    @TempDir
    Path root;

    private Path merged;

    @BeforeEach
    void nameTheMergedFile() {
        merged = root.resolve("steps.csv");
    }

    @Test
    void writesOneLineForEachStepWithTheBitsOfItsLoss() throws IOException {
        try (StepLog log = open()) {
            log.append(1, List.of(new StepRecord("base", 1, 2, 4, 6.25f, "abc")));
            log.append(1, List.of(new StepRecord("base", 2, 2, 3, -0.0f, "def")));
        }

        assertThat(merged).hasContent("""
                        phase,step,generation,workers,loss,loss_bits,digest
                        base,1,2,4,6.25,40c80000,abc
                        base,2,2,3,-0.0,80000000,def
                        """);
    }

    @Test
    void keepsEveryFloatIncludingOnesThatAreNotNumbers() throws IOException {
        float strange = Float.intBitsToFloat(0x7fc00123);
        append(1, List.of(new StepRecord("base", 1, 1, 1, strange, "d")));

        try (StepLog log = open()) {
            assertThat(log.rows())
                    .singleElement()
                    .extracting(StepRecord::lossBits)
                    .isEqualTo("7fc00123");
            log.append(2, List.of(new StepRecord("base", 1, 1, 1, strange, "d")));
        }
    }

    @Test
    void ordersByPhaseAndStepWhateverTheOrderOfArrival() throws IOException {
        try (StepLog log = open()) {
            log.append(1, List.of(row("base", 1), row("vqgan", 2)));
            log.append(1, List.of(row("vqgan", 1), row("extra", 1)));
            log.append(1, List.of(row("base", 2)));

            assertThat(log.rows())
                    .extracting(row -> row.phase() + row.step())
                    .containsExactly("vqgan1", "vqgan2", "base1", "base2", "extra1");
            assertThat(Files.readAllLines(merged))
                    .hasSize(6)
                    .element(3)
                    .isEqualTo(row("base", 1).toCsv());
        }
        List<String> lines = Files.readAllLines(merged);
        open().close();
        assertThat(Files.readAllLines(merged)).isEqualTo(lines);
    }

    @Test
    void ordersStepsThatWereRecordedLateWithinATerm() throws IOException {
        try (StepLog log = open()) {
            log.append(1, rows(7, 8));
            log.append(1, rows(1, 2));
            log.append(1, rows(9, 10));
            log.append(2, rows(3, 8));
        }

        try (StepLog log = open()) {
            assertThat(log.rows()).isEqualTo(rows(1, 10));
            assertThat(log.first("base")).contains(row("base", 1));
            assertThat(log.last("base")).contains(row("base", 10));
            assertThat(log.first("vqgan")).isEmpty();
            assertThatThrownBy(() -> log.append(3, List.of(rowWith("base", 7, "other"))))
                    .isInstanceOf(StepsContradict.class)
                    .hasMessageContaining("digest 0000000000000007");
        }
        assertThat(Files.readAllLines(merged)).hasSize(11);
    }

    @Test
    void showsOnlyWhatItHasReadOrAppendedItself() throws IOException {
        append(1, rows(1, 2));
        try (StepLog log = open()) {
            append(1, List.of(rowWith("base", 3, "of another")));
            log.append(2, rows(4, 4));
            log.append(2, rows(3, 3));

            assertThat(log.rows()).isEqualTo(rows(1, 4));
            assertThat(Files.readAllLines(merged)).hasSize(5).noneMatch(line -> line.contains("another"));
        }
        assertThatThrownBy(this::open).isInstanceOf(StepsContradict.class).hasMessageContaining("digest of another");
    }

    @Test
    void countsTheFirstRowOfAStepAndComparesLaterOnes() throws IOException {
        append(1, List.of(new StepRecord("base", 1, 1, 4, 1f, "d")));
        append(2, List.of(new StepRecord("base", 1, 2, 3, 1f, "d"), row("base", 2)));

        try (StepLog log = open()) {
            assertThat(log.rows()).extracting(StepRecord::workers).containsExactly(4, 1);
        }
    }

    @Test
    void failsOnAnotherDigestOrAnotherLossAndNamesBoth() throws IOException {
        append(1, List.of(new StepRecord("base", 7, 1, 4, 1f, "aaaa")));
        try (StepLog log = open()) {
            assertThatThrownBy(() -> log.append(2, List.of(new StepRecord("base", 7, 2, 4, 1f, "bbbb"))))
                    .isInstanceOf(StepsContradict.class)
                    .hasMessageContaining("step 7 of phase base was applied twice with different bits: digest aaaa and "
                            + "loss bits 3f800000 in generation 1, then digest bbbb");
            assertThatThrownBy(() -> log.append(2, List.of(new StepRecord("base", 7, 2, 4, 2f, "aaaa"))))
                    .isInstanceOf(StepsContradict.class)
                    .hasMessageContaining("loss bits 40000000");
            assertThatThrownBy(() -> log.append(2, List.of(row("base", 8), rowWith("base", 8, "other"))))
                    .isInstanceOf(StepsContradict.class);
            assertThat(log.rows()).hasSize(1);
        }
    }

    @Test
    void failsToOpenWhenTwoTermsContradictEachOther() throws IOException {
        append(1, List.of(row("base", 1)));
        Files.move(root.resolve("steps/1.csv"), root.resolve("steps.aside"));
        append(2, List.of(rowWith("base", 1, "other")));
        Files.move(root.resolve("steps.aside"), root.resolve("steps/1.csv"));

        assertThatThrownBy(this::open).isInstanceOf(StepsContradict.class).hasMessageContaining("then digest other");
    }

    @Test
    void readsTheSoundRowsOfASegmentCutAnywhere() throws IOException {
        append(1, rows(1, 5));
        byte[] whole = Files.readAllBytes(root.resolve("steps/1.csv"));
        int line = whole.length / 5;

        for (int length = 0; length <= whole.length; length++) {
            Files.write(root.resolve("steps/1.csv"), Arrays.copyOf(whole, length));
            try (StepLog log = open()) {
                assertThat(log.rows()).isEqualTo(rows(1, length / line));
                assertThat(Files.readAllLines(merged)).hasSize(1 + length / line);
            }
        }
    }

    @Test
    void takesNoChangedRowForSound() throws IOException {
        append(1, rows(1, 3));
        byte[] whole = Files.readAllBytes(root.resolve("steps/1.csv"));

        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 7);
            Files.write(root.resolve("steps/1.csv"), changed);
            try (StepLog log = open()) {
                assertThat(rows(1, 3)).containsAll(log.rows());
                assertThat(log.rows()).hasSizeBetween(1, 2);
            }
        }
    }

    @Test
    void goesOnAfterATornTailOfItsOwnTerm() throws IOException {
        append(1, rows(1, 3));
        Path segment = root.resolve("steps/1.csv");
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), (int) Files.size(segment) - 4));

        append(1, rows(3, 4));

        try (StepLog log = open()) {
            assertThat(log.rows()).isEqualTo(rows(1, 4));
        }
    }

    @Test
    void givesTheSameForEveryDivisionIntoCallsAndTerms() throws IOException {
        append(1, rows(1, 20));
        String expected = Files.readString(merged);

        for (int size = 1; size < 20; size++) {
            root.resolve("steps.csv").toFile().delete();
            Path other = root.resolve("by-" + size);
            for (int from = 1; from <= 20; from += size) {
                try (StepLog log = StepLog.open(Disk.LOCAL, other, PHASES)) {
                    log.append(1 + from % 3, rows(Math.max(1, from - 2), Math.min(20, from + size - 1)));
                }
            }
            assertThat(other.resolve("steps.csv")).hasContent(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(FailingDisk.Failure.class)
    void losesNoDurableRowWhateverOperationFails(FailingDisk.Failure failure) throws IOException {
        for (int n = 1; n <= 12; n++) {
            Path directory = root.resolve(failure + "-" + n);
            try (StepLog log = StepLog.open(Disk.LOCAL, directory, PHASES)) {
                log.append(1, rows(1, 2));
            }
            List<StepRecord> durable = new ArrayList<>(rows(1, 2));
            try (StepLog log = StepLog.open(new FailingDisk(n, failure), directory, PHASES)) {
                for (long step = 3; step <= 6; step++) {
                    log.append(2, rows(step, step));
                    durable.addAll(rows(step, step));
                }
            } catch (IOException expected) {
                assertThat(expected).isNotNull();
            }

            try (StepLog log = StepLog.open(Disk.LOCAL, directory, PHASES)) {
                assertThat(log.rows()).startsWith(durable.toArray(StepRecord[]::new));
            }
        }
    }

    @Test
    void takesTheSameRowsAgainAfterAFullDisk() throws IOException {
        // Operations of an open log: the directory's sync, then write and sync of the segment, and write of the merge.
        FailingDisk disk = new FailingDisk(6, FailingDisk.Failure.REFUSED);
        open().close();
        try (StepLog log = StepLog.open(disk, root, PHASES)) {
            log.append(1, rows(1, 1));
            assertThat(disk.operations()).containsExactly("syncDirectory", "write", "sync", "write");
            log.append(1, rows(2, 2));
        } catch (IOException full) {
            assertThat(full).hasMessage("No space left on device");
        }

        append(1, rows(2, 3));

        assertThat(Files.readAllLines(merged)).hasSize(4);
    }

    @Test
    void doesWithoutTheMergedFileUntilThereIsSpaceAgain() throws IOException {
        FailingDisk disk = new FailingDisk(4, FailingDisk.Failure.REFUSED);
        open().close();
        try (StepLog log = StepLog.open(disk, root, PHASES)) {
            log.append(1, rows(1, 1));
            assertThat(log.rows()).hasSize(1);

            log.append(1, rows(2, 2));

            assertThat(Files.readAllLines(merged)).hasSize(3);
        }
    }

    @Test
    void refusesNamesThatWouldBreakTheFile() {
        assertThatThrownBy(() -> row("a,b", 1)).hasMessageContaining("nor hold a comma");
        assertThatThrownBy(() -> rowWith("base", 1, "x\ny")).hasMessageContaining("nor hold a comma");
    }

    private StepLog open() throws IOException {
        return StepLog.open(Disk.LOCAL, root, PHASES);
    }

    private void append(long term, List<StepRecord> rows) throws IOException {
        try (StepLog log = open()) {
            log.append(term, rows);
        }
    }

    private static List<StepRecord> rows(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(step -> row("base", step))
                .toList();
    }

    private static StepRecord row(String phase, long step) {
        return rowWith(phase, step, String.format("%016x", step));
    }

    private static StepRecord rowWith(String phase, long step, String digest) {
        return new StepRecord(phase, step, 1, 1, 1f, digest);
    }
}
