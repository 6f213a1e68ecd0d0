package org.pieria.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadStatesTest {

    @Test
    void aProcessThatCountsWantsToRun() throws Exception {
        try (OtherProcess process = OtherProcess.busy()) {
            assertThat(process.name().threads().wouldRun()).isTrue();
        }
    }

    @Test
    void aProcessThatCountsAndIsStoppedDoesNot() throws Exception {
        try (OtherProcess process = OtherProcess.busy().stopped()) {
            assertThat(process.name().threads()).hasToString("it is stopped (threads: 1 T)");
        }
    }

    @Test
    void aProcessThatWaitsDoesNot() throws Exception {
        try (OtherProcess process = OtherProcess.idle()) {
            assertThat(process.name().threads()).hasToString("it does nothing (threads: 1 S)");
        }
    }

    @Test
    void aProcessWithManyThreadsWantsToRunAsSoonAsOneDoes() {
        ThreadStates own = LocalProcess.self().threads();

        assertThat(own.counts()).containsKey('R').containsKey('S');
        assertThat(own.wouldRun()).isTrue();
    }

    @Test
    void nothingIsSeenOfAProcessThatHasEndedOrLivesInAnotherNamespace() throws Exception {
        OtherProcess process = OtherProcess.idle();
        process.close();

        assertThat(process.name().threads()).isEqualTo(ThreadStates.unseen());
        assertThat(new LocalProcess(ProcessHandle.current().pid(), "4711").threads())
                .isEqualTo(ThreadStates.unseen());
        assertThat(ThreadStates.unseen().wouldRun()).isFalse();
    }
}
