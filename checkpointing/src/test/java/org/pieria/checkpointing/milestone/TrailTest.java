package org.pieria.checkpointing.milestone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailTest {

    @TempDir
    private Path directory = Path.of("");

    private final List<String> ends = new ArrayList<>();

    @Test
    void everyPassingLeavesALineWithItsTimeAndNumber() throws IOException {
        Trail.OnDisk trail = Trail.OnDisk.open(directory, () -> ends.add("end"));

        trail.passed(Milestone.AFTER_APPLY, 7);
        trail.passed(Milestone.REPORT_SENT, 7);

        Path file = directory.resolve(ProcessHandle.current().pid() + ".csv");
        assertThat(Files.readAllLines(file)).hasSize(2).first().asString().matches("[0-9]{16},after-apply,7");
        assertThat(ends).isEmpty();
    }

    @Test
    void theFirstToPassAnArmedLabelEndsAndNobodyElseDoes() throws IOException {
        Trail.OnDisk first = Trail.OnDisk.open(directory, () -> ends.add("first"));
        Trail.OnDisk second = Trail.OnDisk.open(directory, () -> ends.add("second"));
        Files.createFile(directory.resolve("kill").resolve(Milestone.MID_REDUCE.label()));

        second.passed(Milestone.AFTER_REDUCE, 1);
        second.passed(Milestone.MID_REDUCE, 1);
        first.passed(Milestone.MID_REDUCE, 1);

        assertThat(ends).containsExactly("second");
    }

    @Test
    void withoutThePropertyNothingHappens() {
        Trail.ofProcess().passed(Milestone.AFTER_APPLY, 1);

        assertThat(directory).isEmptyDirectory();
    }
}
