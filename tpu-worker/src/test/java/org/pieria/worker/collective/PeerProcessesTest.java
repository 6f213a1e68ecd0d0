package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.process.LocalProcess;

class PeerProcessesTest {

    private static final Generation GENERATION =
            new Generation(1, 0, List.of("a", "b", "c", "d"), 4, BundleShape.of(1));

    private long now;

    private PeerProcesses watching(LocalProcess process) {
        return new PeerProcesses(GENERATION, peer -> peer == 2 ? Optional.of(process) : Optional.empty(), () -> now);
    }

    @Test
    void aPeerIsGoneWhenItsProcessEndedAndNothingCameSince() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        PeerProcesses peers = watching(here(process));
        now += PeerProcesses.PAUSE;
        peers.look();
        peers.look();
        assertThat(peers.gone()).isEmpty();

        process.destroyForcibly().waitFor();
        now += PeerProcesses.PAUSE;
        peers.look();

        assertThat(peers.gone()).as("what it sent may still come").isEmpty();
        peers.look();
        assertThat(peers.gone()).containsExactly(Map.entry(2, "its process " + process.pid() + " has ended"));
    }

    private static LocalProcess here(Process process) {
        return new LocalProcess(process.pid(), LocalProcess.self().namespace());
    }

    @Test
    void aProcessOfAnotherNamespaceIsNeverDeclaredGone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        PeerProcesses peers = watching(new LocalProcess(process.pid(), "4711"));
        process.destroyForcibly().waitFor();

        for (int i = 0; i < 3; i++) {
            now += PeerProcesses.PAUSE;
            peers.look();
        }

        assertThat(peers.gone()).isEmpty();
    }

    @Test
    void anAddressWithinAHostNamesItsProcess() {
        assertThat(Wiring.process("aeron:ipc@/dev/shm/x#1@2-y#4711@99-0b9f8e42-9550"))
                .contains(new LocalProcess(4711, "99"));
        assertThat(Wiring.process("aeron:ipc@/dev/shm/x#0b9f8e42-9550")).isEmpty();
        assertThat(Wiring.process("10.0.0.1:4711")).isEmpty();
    }
}
