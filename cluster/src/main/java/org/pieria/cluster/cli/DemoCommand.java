package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.launch.Launcher;
import org.pieria.cluster.launch.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pieria demo}: the whole of Muse on a laptop. */
@Command(
        name = "demo",
        description = "Trains all phases on captioned emoji on this machine, with a dashboard.",
        footer = {"", "The same as: pieria train demo --dir runs/demo --workers 2"})
final class DemoCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;
    private final Console console;

    @Option(names = "--dir", paramLabel = "DIR", description = "Run directory; default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("runs", "demo");

    @Mixin
    private RunOptions options = new RunOptions();

    DemoCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() {
        int code = new Launcher(Machine.local(), folder -> engine.get().dataPlane(folder), console.progress())
                .run(options.plan("demo", "demo", directory));
        if (code == ExitCode.DONE) {
            console.out()
                    .println("paint your own: pieria generate \"a red heart\" --dir " + directory + " --out heart.png");
        }
        return code;
    }
}
