package org.pieria.cluster.launch;

import com.typesafe.config.Config;
import java.util.List;
import java.util.OptionalLong;
import org.pieria.cluster.config.Configuration;

/**
 * What is to be started on this machine.
 *
 * @param configuration as the person asked for it
 * @param resume the command line that goes on with this run, for messages
 */
public record LaunchPlan(Configuration configuration, RunFolder folder, int coordinators, String resume) {

    public LaunchPlan {
        if (coordinators < 1 || coordinators > 5) {
            throw new IllegalArgumentException("coordinators must be from 1 to 5, got " + coordinators);
        }
    }

    /** How many worker processes. */
    int workers() {
        return configuration.pieria().getInt("cluster.workers");
    }

    Heaps heaps(OptionalLong availableMemory) {
        return Heaps.of(configuration, workers(), availableMemory);
    }

    /** What the children get: the launcher's own choices filled in where the person left them open. */
    Configuration forChildren(Ports ports, SharedMemory memory, int cores) {
        Config asked = configuration.pieria();
        Configuration filled = configuration
                .with("cluster.autostart", true)
                .with("cluster.seeds", ports.seeds(asked.getString("cluster.host")));
        if (asked.getInt("workers.lanes") == 0) {
            filled = filled.with("workers.lanes", Math.max(1, cores / workers()));
        }
        return sharesMemory()
                ? filled.with("workers.data-directory", memory.data().toString())
                : filled;
    }

    /** Whether the launcher hosts the data plane's media driver for its workers. */
    boolean sharesDriver() {
        return sharesMemory() && transport().equals("aeron:ipc");
    }

    /** Whether the workers are to meet in the launcher's folder of memory, which is removed with it. */
    private boolean sharesMemory() {
        boolean open =
                configuration.pieria().getString("workers.data-directory").isEmpty();
        return open && List.of("auto", "shm", "aeron:ipc").contains(transport());
    }

    private String transport() {
        return configuration.pieria().getString("workers.data-transport");
    }
}
