package org.pieria.cluster.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pieria.cluster.launch.ParentWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pieria node}: one process of a cluster. */
@Command(
        name = "node",
        description = "Runs one process of a cluster: on each host one worker, somewhere a coordinator.",
        footer = {
            "",
            "Example, two hosts that share /srv/run:",
            "  host-a$ pieria node --role coordinator --config demo --dir /srv/run \\",
            "            --set cluster.host=10.0.0.1 --set cluster.port=25520",
            "  host-b$ pieria node --role worker --config demo --dir /srv/run --seed 10.0.0.1:25520 \\",
            "            --set cluster.host=10.0.0.2"
        })
final class NodeCommand implements Callable<Integer> {

    /** What a node does. */
    enum Role {
        coordinator,
        worker
    }

    private final Supplier<Engine> engine;

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
    private Role role = Role.worker;

    @Option(names = "--config", paramLabel = "PRESET", description = "Name of a file in configs/, or a path.")
    private String preset = "";

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Run directory, shared by all nodes.")
    private Path directory = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Unique in the cluster; default: role, host and process.")
    private String name = "";

    @Option(names = "--seed", paramLabel = "HOST:PORT", description = "A node to join, repeatable.")
    private List<String> seeds = new ArrayList<>();

    @Option(names = "--parent-pipe", hidden = true)
    private boolean parentPipe;

    @Mixin
    private Settings settings = new Settings();

    NodeCommand(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public Integer call() throws Exception {
        NodeOptions options = new NodeOptions(named(), settings.load(preset, seedSetting()), directory);
        if (parentPipe) {
            ParentWatch.exitWithParent(System.in);
        }
        return role == Role.coordinator
                ? engine.get().coordinator(options)
                : engine.get().worker(options);
    }

    private List<String> seedSetting() {
        String quoted = seeds.stream().map(seed -> "\"" + seed + "\"").collect(Collectors.joining(",", "[", "]"));
        return seeds.isEmpty() ? List.of() : List.of("cluster.seeds=" + quoted);
    }

    private String named() {
        return name.isBlank()
                ? role + "-" + host() + "-" + ProcessHandle.current().pid()
                : name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
