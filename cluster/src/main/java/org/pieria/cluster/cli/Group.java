package org.pieria.cluster.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has sub-commands: alone it is a mistake, answered with its usage. */
abstract class Group implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec asked = spec;
        if (asked == null) {
            throw new IllegalStateException("picocli fills in the specification before it runs a command");
        }
        throw new ParameterException(
                asked.commandLine(),
                "which one? " + String.join(", ", asked.subcommands().keySet()));
    }
}
