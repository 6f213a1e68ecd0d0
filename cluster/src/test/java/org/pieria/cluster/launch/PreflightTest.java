package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

class PreflightTest {

    private record FakeMachine(long memory, long disk, long shared, boolean portFree) implements Machine {
        @Override
        public OptionalLong availableMemory() {
            return OptionalLong.of(memory);
        }

        @Override
        public OptionalLong freeDisk(Path path) {
            return OptionalLong.of(disk);
        }

        @Override
        public OptionalLong freeSharedMemory() {
            return OptionalLong.of(shared);
        }

        @Override
        public boolean portIsFree(String host, int port) {
            return portFree;
        }
    }

    private final LaunchPlan plan = new LaunchPlan(
            Configuration.load(new Presets(Path.of("")), "", List.of()), new RunFolder(Path.of("/runs/x")), 1, "again");

    @Test
    void letsAMachineWithEnoughOfEverythingGo() {
        assertThatCode(() -> Preflight.check(new FakeMachine(16L << 30, 2L << 30, 1L << 30, true), plan))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEverythingThatIsMissingWithItsRemedy() {
        Machine poor = new FakeMachine(1L << 30, 100 << 20, 64 << 20, false);

        ExitException refusal = catchThrowableOfType(ExitException.class, () -> Preflight.check(poor, plan));

        assertThat(refusal.code()).isEqualTo(ExitCode.PREFLIGHT);
        assertThat(refusal).hasMessage("""
                        this machine is not ready:
                          memory for 2 workers: 3.2 GiB needed, 1.0 GiB free; take fewer --workers, a smaller --set workers.memory=MiB, or end other programs
                          disk at /runs/x: 1.0 GiB needed, 100.0 MiB free; make room, or choose a --dir on another disk
                          shared memory at /dev/shm: 384.0 MiB needed, 64.0 MiB free; delete what is left there, or enlarge it (in a container: --shm-size)
                          port 7100 of 127.0.0.1 is in use; end what listens there, or take any free one with --set http.port=0""");
    }
}
