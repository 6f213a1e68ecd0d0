package org.pieria.cluster.cli;

import java.util.concurrent.Callable;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pieria start}, {@code pause} and {@code stop}. */
@Command
final class PhaseChangeCommand implements Callable<Integer> {

    private final Console console;
    private final String verb;

    @Mixin
    private Remote remote = new Remote();

    @Parameters(paramLabel = "PHASE", description = "Name of the phase; 'pieria phases' lists them.")
    private String phase = "";

    PhaseChangeCommand(Console console, String verb) {
        this.console = console;
        this.verb = verb;
    }

    @Override
    public Integer call() {
        String answer = remote.client().change(phase, verb);
        console.out().println(verb + " " + phase + ": accepted " + answer);
        return ExitCode.DONE;
    }
}
