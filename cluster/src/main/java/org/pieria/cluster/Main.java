package org.pieria.cluster;

import java.util.ServiceLoader;
import org.pieria.cluster.cli.Cli;
import org.pieria.cluster.cli.Console;
import org.pieria.cluster.cli.Engine;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /** Runs one command line and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(Cli.run(Main::engine, Console.ofProcess(), arguments));
    }

    private static Engine engine() {
        return ServiceLoader.load(Engine.class)
                .findFirst()
                .orElseThrow(() -> new ExitException(
                        ExitCode.SOFTWARE,
                        "the class path holds no " + Engine.class.getName() + "; build again with mvn package"));
    }
}
