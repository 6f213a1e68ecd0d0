package org.pieria.cluster.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.pieria.cluster.config.InvalidConfiguration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.report.Versions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as a whole: parses, runs, and turns failures into messages and exit codes. */
public final class Cli {

    private Cli() {}

    /**
     * Runs one command line; the answer is an {@link ExitCode}.
     *
     * @param engine asked only by commands that need it
     */
    public static int run(Supplier<Engine> engine, Console console, String... arguments) {
        return commandLine(engine, console).execute(arguments);
    }

    private static CommandLine commandLine(Supplier<Engine> engine, Console console) {
        CommandLine root = new CommandLine(new PieriaCommand());
        addRuns(root, engine, console);
        addRemotes(root, console);
        root.addSubcommand(new ConfigCommand(console))
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new AutoComplete.GenerateCompletion());
        addHelp(root);
        return root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, console));
    }

    private static void addRuns(CommandLine root, Supplier<Engine> engine, Console console) {
        CommandLine prepare = new CommandLine(new PrepareCommand()).addSubcommand(new EmojiCommand(engine, console));
        root.addSubcommand(new DemoCommand(engine, console))
                .addSubcommand(new TrainCommand(engine, console))
                .addSubcommand(new NodeCommand(engine))
                .addSubcommand(new GenerateCommand(engine, console))
                .addSubcommand(new AverageCommand(console))
                .addSubcommand(new EditCommand(engine, console))
                .addSubcommand(new PlanCommand(console))
                .addSubcommand(new EvaluateCommand(engine, console))
                .addSubcommand(new CommandLine(new DataCommand()).addSubcommand(prepare));
    }

    private static void addRemotes(CommandLine root, Console console) {
        root.addSubcommand(new StatusCommand(console)).addSubcommand(new PhasesCommand(console));
        addChange(root, console, "start", "Starts a phase, or goes on with a paused one.");
        addChange(root, console, "pause", "Holds a phase at a step that all workers reach.");
        addChange(root, console, "stop", "Holds a phase and saves a checkpoint.");
        root.addSubcommand(new WorkersCommand(console))
                .addSubcommand(new DrainCommand(console))
                .addSubcommand(new CheckpointsCommand(console));
    }

    private static void addChange(CommandLine root, Console console, String verb, String description) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new PhaseChangeCommand(console, verb));
        spec.name(verb).usageMessage().description(description);
        root.addSubcommand(verb, new CommandLine(spec));
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).version("pieria " + Versions.PIERIA);
        command.getSubcommands().values().forEach(Cli::addHelp);
    }

    private static int explain(Exception failure, Console console) {
        if (failure instanceof ExitException ended) {
            console.err().println("pieria: " + ended.getMessage());
            return ended.code();
        }
        if (failure instanceof InvalidConfiguration invalid) {
            invalid.problems().forEach(problem -> console.err().println("config: " + problem));
            return ExitCode.CONFIGURATION;
        }
        console.err().println("pieria: this is a defect of ours; please report it with what follows");
        failure.printStackTrace(console.err());
        return ExitCode.SOFTWARE;
    }
}
