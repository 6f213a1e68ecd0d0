package org.pieria.cluster.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.launch.RunFolder;
import picocli.CommandLine.Option;

/** The options that say which cluster is meant. */
final class Remote {

    private static final String DEFAULT = "http://127.0.0.1:7100";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of any node; default: what --dir says, else " + DEFAULT + ".")
    private @Nullable String url;

    @Option(names = "--dir", paramLabel = "DIR", description = "Run directory of a run that is under way.")
    private @Nullable Path directory;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Bearer token of changing requests; default: the variable PIERIA_TOKEN.")
    private @Nullable String token;

    ClusterClient client() {
        String environment = System.getenv().getOrDefault("PIERIA_TOKEN", "");
        return new ClusterClient(address(), token == null ? environment : token);
    }

    private String address() {
        if (url != null) {
            return url;
        }
        return directory == null ? DEFAULT : recorded(directory);
    }

    private static String recorded(Path directory) {
        return new RunFolder(directory)
                .httpAddress()
                .orElseThrow(() -> new ExitException(
                        ExitCode.UNREACHABLE,
                        "no run has written its address in " + directory
                                + "/records/http-address; is one under way there?"));
    }
}
