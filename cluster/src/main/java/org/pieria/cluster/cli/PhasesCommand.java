package org.pieria.cluster.cli;

import java.util.concurrent.Callable;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pieria phases}. */
@Command(name = "phases", description = "Lists the phases and how far they are.")
final class PhasesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Mixin
    private Output output = new Output();

    PhasesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ClusterClient client = remote.client();
        console.out().print(output.json() ? client.get("/v1/phases") + "\n" : ViewTables.phases(client.view()));
        return ExitCode.DONE;
    }
}
