package org.pieria.cluster.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pieria config}. */
@Command(
        name = "config",
        description = "Shows every key with its value, its kind and where the value comes from.",
        footer = {
            "",
            "A 'contract' key changes the bits that a run computes: a run directory keeps its contract.",
            "An 'operational' key may change at every start.",
            "",
            "Example:",
            "  pieria config demo --set slices=8"
        })
final class ConfigCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PRESET", arity = "0..1", description = "Name of a file in configs/, or a path.")
    private String preset = "";

    @Mixin
    private Settings settings = new Settings();

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = settings.load(preset, List.of());
        Table table = new Table("key", "value", "unit", "kind", "from");
        configuration
                .settings()
                .forEach(setting -> table.row(
                        setting.key().path(),
                        setting.value(),
                        setting.key().unit(),
                        setting.key().kind().toString(),
                        setting.origin()));
        console.out().print(table.render());
        console.out().println("contract " + configuration.contract().digest());
        return ExitCode.DONE;
    }
}
