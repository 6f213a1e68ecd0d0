package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.launch.Launcher;
import org.pieria.cluster.launch.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pieria train}. */
@Command(
        name = "train",
        description = "Trains a preset on this machine: one coordinator and N worker processes.",
        footer = {
            "",
            "Ctrl-C saves a checkpoint and ends every process; the same command goes on from there.",
            "",
            "Examples:",
            "  pieria train tiny --dir runs/tiny --workers 2",
            "  pieria train demo --dir runs/demo --workers 2 --until base:100",
            "  pieria train demo --dir runs/seed2 --set run.seed=2 --set http.port=0"
        })
final class TrainCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;
    private final Console console;

    @Parameters(paramLabel = "PRESET", description = "Name of a file in configs/, or a path.")
    private String preset = "";

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Run directory: new, or one to go on with.")
    private Path directory = Path.of("");

    @Mixin
    private RunOptions options = new RunOptions();

    TrainCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() {
        return new Launcher(Machine.local(), folder -> engine.get().dataPlane(folder), console.progress())
                .run(options.plan("train " + preset, preset, directory));
    }
}
