package org.pieria.cluster.cli;

import java.util.concurrent.Callable;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pieria status}. */
@Command(name = "status", description = "Shows a run: its state, phases and workers.")
final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private Remote remote = new Remote();

    @Mixin
    private Output output = new Output();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ClusterClient client = remote.client();
        console.out().print(output.json() ? client.get("/v1/cluster") + "\n" : ViewTables.status(client.view()));
        return ExitCode.DONE;
    }
}
