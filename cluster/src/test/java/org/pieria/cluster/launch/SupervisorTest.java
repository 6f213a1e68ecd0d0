package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

class SupervisorTest {

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final List<FakeChild> started = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Supervisor supervisor = new Supervisor(this::start, clock::get, said::add);

    @Test
    void startsACrashedChildAgainAfterAPauseThatDoubles() {
        supervisor.start(spec("worker-1"));

        crash(9);
        assertThat(afterSeconds(0.9)).isEqualTo(1);
        assertThat(afterSeconds(0.1)).isEqualTo(2);
        crash(9);
        assertThat(afterSeconds(1.9)).isEqualTo(2);
        assertThat(afterSeconds(0.1)).isEqualTo(3);
        assertThat(said).contains("worker-1 ended with exit code 9; it is started again in 2s");
    }

    @Test
    void givesUpAtTheFifthCrashInTwoMinutesWithItsLastWords() throws IOException {
        Files.writeString(folder.resolve("worker-1.log"), "first\nno such device: tpu:9\n");
        supervisor.start(spec("worker-1"));
        for (int i = 0; i < 4; i++) {
            crash(9);
            afterSeconds(20);
        }

        ExitException failure = catchThrowableOfType(ExitException.class, () -> crash(9));

        assertThat(failure.code()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(failure)
                .hasMessageContaining("worker-1 crashed 5 times")
                .hasMessageContaining("no such device: tpu:9");
    }

    @Test
    void neverGivesUpWhatIsKilled() {
        supervisor.start(spec("worker-1"));

        for (int i = 0; i < 40; i++) {
            crash(137);
            afterSeconds(8);
        }

        assertThat(started).hasSize(41);
        assertThat(said).last().isEqualTo("worker-1 ended with exit code 137; it is started again in 8s");
    }

    @Test
    void forgivesCrashesThatAreLongAgo() {
        supervisor.start(spec("worker-1"));

        for (int i = 0; i < 12; i++) {
            crash(9);
            afterSeconds(40);
        }

        assertThat(started).hasSize(13);
    }

    @Test
    void doesNotTryAgainWhatRefusesItsConfiguration() {
        supervisor.start(spec("worker-1"));

        ExitException failure = catchThrowableOfType(ExitException.class, () -> crash(ExitCode.CONFIGURATION));

        assertThat(failure.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(failure).hasMessageContaining("worker-1 refused to run");
    }

    @Test
    void leavesAWorkerThatWasDismissedAlone() {
        supervisor.start(spec("worker-1"));

        crash(ExitCode.DONE);

        assertThat(afterSeconds(60)).isEqualTo(1);
    }

    @Test
    void reportsHowTheCoordinatorEnded() {
        supervisor.start(spec("coordinator-1"));
        started.get(0).end(ExitCode.RUN_FAILED);

        assertThat(supervisor.poll()).contains(ExitCode.RUN_FAILED);
    }

    @Test
    void asksThenTerminatesThenKills() {
        supervisor.start(spec("worker-1"));
        supervisor.start(spec("worker-2"));
        started.get(1).obedient = true;

        supervisor.stop(Duration.ofSeconds(15));

        assertThat(started.get(0).calls).containsExactly("closeInput", "terminate", "kill");
        assertThat(started.get(1).calls).containsExactly("closeInput");
    }

    private void crash(int code) {
        started.get(started.size() - 1).end(code);
        supervisor.poll();
    }

    private int afterSeconds(double seconds) {
        clock.addAndGet(Math.round(seconds * 1e9));
        supervisor.poll();
        return started.size();
    }

    private ChildSpec spec(String name) {
        return new ChildSpec(name, List.of("none"), folder.resolve(name + ".log"));
    }

    private Child start(ChildSpec spec) {
        started.add(new FakeChild());
        return started.get(started.size() - 1);
    }

    private static final class FakeChild implements Child {
        final List<String> calls = new ArrayList<>();
        boolean obedient;
        private boolean alive = true;
        private int code;

        void end(int exitCode) {
            alive = false;
            code = exitCode;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public int exitCode() {
            return code;
        }

        @Override
        public void closeInput() {
            calls.add("closeInput");
            alive = !obedient;
        }

        @Override
        public void terminate() {
            calls.add("terminate");
        }

        @Override
        public void kill() {
            calls.add("kill");
            alive = false;
        }

        @Override
        public boolean awaitEnd(Duration patience) {
            return !alive;
        }
    }
}
