package org.pieria.cluster.corruption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.worker.collective.DataPlaneDriver;

/** Three real engines, of which one is wrong once: the run ends in the bits of the undisturbed one. */
@Timeout(120)
class CorruptionTest {

    private static final Path MEDIA = DataPlaneDriver.newDirectory();
    private static DataPlaneDriver driver;
    private static List<String> undisturbed = List.of();

    @TempDir
    static Path scratch;

    @BeforeAll
    static void runUndisturbed() throws IOException {
        driver = DataPlaneDriver.start(MEDIA);
        try (ToyRun run = new ToyRun(scratch.resolve("calm"), MEDIA)) {
            undisturbed = run.digests(Map.of("a", Mischief.NONE));
            assertThat(undisturbed).hasSize(ToyRun.STEPS).doesNotHaveDuplicates();
        }
    }

    @AfterAll
    static void stop() {
        driver.close();
    }

    @Test
    void ofThreeTheOneWithAFlippedBitIsEvictedAndItsSuccessorTakesTheStateFromTheOthers() throws IOException {
        try (ToyRun run = new ToyRun(scratch.resolve("three"), MEDIA)) {
            List<String> digests = run.digests(Map.of("a", Mischief.NONE, "b", Mischief.NONE, "c", new Mischief(5, 0)));

            assertThat(digests).isEqualTo(undisturbed);
            assertThat(run.evicted()).containsOnlyKeys("c");
            assertThat(run.evicted().get("c"))
                    .contains("the state after step 5")
                    .contains(undisturbed.get(4));
        }
    }

    @Test
    void ofTwoTheOneWithAFlippedBitIsFoundByAReplay() throws IOException {
        try (ToyRun run = new ToyRun(scratch.resolve("two"), MEDIA)) {
            List<String> digests = run.digests(Map.of("a", new Mischief(7, 0), "b", Mischief.NONE));

            assertThat(digests).isEqualTo(undisturbed);
            assertThat(run.evicted()).containsOnlyKeys("a");
            assertThat(run.evicted().get("a"))
                    .contains("the state after step 7")
                    .contains("the replay");
        }
    }

    @Test
    void slicesMoveAwayFromASlowWorkerWithoutChangingABit() throws IOException {
        try (ToyRun run = new ToyRun(scratch.resolve("slow"), MEDIA)) {
            List<String> digests = run.digests(Map.of("a", Mischief.NONE, "b", Mischief.SLOW));

            assertThat(digests).isEqualTo(undisturbed);
            assertThat(run.shares()).contains(List.of(3, 1));
            assertThat(run.evicted()).isEmpty();
        }
    }

    @Test
    void theOneThatComputesASliceWronglyIsFoundByTheOthersThatComputedItToo() throws IOException {
        try (ToyRun run = new ToyRun(scratch.resolve("arithmetic"), MEDIA)) {
            List<String> digests = run.digests(Map.of("a", Mischief.NONE, "b", new Mischief(0, 5), "c", Mischief.NONE));

            assertThat(digests).isEqualTo(undisturbed);
            assertThat(run.evicted()).containsOnlyKeys("b");
            assertThat(run.evicted().get("b")).contains("slice ").contains("the replay");
        }
    }
}
