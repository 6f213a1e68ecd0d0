package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

class RunFolderTest {

    @TempDir
    Path directory;

    @Test
    void refusesARunOfAnotherContractWithWhatDiffers() throws IOException {
        RunFolder folder = new RunFolder(directory);
        folder.prepare(of("run.seed=1"));
        Files.createFile(directory.resolve("run.json"));

        ExitException refusal = catchThrowableOfType(
                ExitException.class,
                () -> folder.requireContract(of("run.seed=2").contract()));

        assertThat(refusal.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(refusal)
                .hasMessageContaining("  run.seed: now 2, recorded 1")
                .hasMessageContaining("another --dir");
    }

    @Test
    void goesOnWithTheSameContractWhateverElseChanged() throws IOException {
        RunFolder folder = new RunFolder(directory);
        folder.prepare(of("http.port=0"));
        Files.createFile(directory.resolve("run.json"));

        assertThatCode(() -> folder.requireContract(of("cluster.workers=7").contract()))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsTheTokenFromOtherUsers() throws IOException {
        RunFolder folder = new RunFolder(directory);

        folder.prepare(of("http.token=geheim"));
        folder.prepare(of("http.token=geheim"));

        assertThat(Files.readString(folder.configuration())).contains("geheim");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.configuration())))
                .isEqualTo("rw-------");
    }

    @Test
    void forgetsTheAddressOfAnEarlierRun() throws IOException {
        RunFolder folder = new RunFolder(directory);
        folder.prepare(of());
        Files.writeString(directory.resolve("records/http-address"), "127.0.0.1:7100\n");
        assertThat(folder.httpAddress()).contains("127.0.0.1:7100");

        folder.prepare(of());

        assertThat(folder.httpAddress()).isEmpty();
    }

    private static Configuration of(String... assignments) {
        return Configuration.load(new Presets(Path.of("")), "", List.of(assignments));
    }
}
