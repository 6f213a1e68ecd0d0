package org.pieria.cluster.cli;

import java.util.ArrayList;
import java.util.List;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import picocli.CommandLine.Option;

/** The option {@code --set}, shared by every command that reads a configuration. */
final class Settings {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = {
                "Overrides a configuration key, repeatable: --set phases.base.steps=200.",
                "'pieria config PRESET' lists all keys."
            })
    private List<String> assignments = new ArrayList<>();

    /** The preset with these settings; options of a command that stand for a key come first and lose against --set. */
    Configuration load(String preset, List<String> first) {
        List<String> all = new ArrayList<>(first);
        all.addAll(assignments);
        return Configuration.load(Presets.installed(), preset, all);
    }

    /** As they were typed, to be repeated in a message. */
    List<String> typed() {
        return List.copyOf(assignments);
    }
}
