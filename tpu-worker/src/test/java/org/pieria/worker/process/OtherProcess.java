package org.pieria.worker.process;

import java.io.IOException;

/** A process beside the test's own. Close it, and it is killed. */
public final class OtherProcess implements AutoCloseable {

    private final Process process;

    private OtherProcess(String... command) throws IOException {
        this.process = new ProcessBuilder(command).start();
    }

    /** It counts, without an end. */
    public static OtherProcess busy() throws IOException {
        return new OtherProcess("sh", "-c", "while :; do :; done");
    }

    /** It waits. */
    static OtherProcess idle() throws IOException {
        OtherProcess idle = new OtherProcess("sleep", "600");
        while (idle.name().threads().wouldRun()) {
            Thread.onSpinWait(); // it is still being started
        }
        return idle;
    }

    /** The same process, once it has stopped. */
    public OtherProcess stopped() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
        while (name().threads().wouldRun()) {
            Thread.onSpinWait();
        }
        return this;
    }

    /** As its neighbours know it. */
    public LocalProcess name() {
        return new LocalProcess(process.pid(), LocalProcess.self().namespace());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
