package org.pieria.cluster.cli;

import java.util.concurrent.Callable;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pieria drain}. */
@Command(
        name = "drain",
        description = "Lets a worker leave at a step that all workers reach, as soon as the others have taken over.")
final class DrainCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "WORKER", description = "Name of the worker; 'pieria workers' lists them.")
    private String worker = "";

    DrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out()
                .println("drain " + worker + ": accepted " + remote.client().drain(worker));
        return ExitCode.DONE;
    }
}
