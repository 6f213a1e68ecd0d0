package org.pieria.cluster.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real child process. Its standard input is a pipe from the launcher, which is the child's lifeline. */
final class ProcessChild implements Child {

    private final Process process;

    private ProcessChild(Process process) {
        this.process = process;
    }

    static Child start(ChildSpec spec) {
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "2");
        HugePages.environment().forEach(builder.environment()::putIfAbsent);
        try {
            return new ProcessChild(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start " + spec.name() + ": " + spec.command().get(0), e);
        }
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // A child that is gone has closed it already.
        }
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
