package org.pieria.cluster.launch;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.progress.Words;

/** Looks before it leaps: everything that would end a run in its third minute and can be known in its first second. */
final class Preflight {

    private static final long DISK = 1L << 30;
    private static final long SHARED_MEMORY_PER_PROCESS = 128L << 20;

    private final Machine machine;
    private final LaunchPlan plan;
    private final List<String> problems = new ArrayList<>();

    private Preflight(Machine machine, LaunchPlan plan) {
        this.machine = machine;
        this.plan = plan;
    }

    /** Throws with all problems at once, each with its remedy. */
    static void check(Machine machine, LaunchPlan plan) {
        Preflight preflight = new Preflight(machine, plan);
        preflight.memory();
        preflight.disk();
        preflight.sharedMemory();
        preflight.httpPort();
        if (!preflight.problems.isEmpty()) {
            throw new ExitException(
                    ExitCode.PREFLIGHT, "this machine is not ready:\n  " + String.join("\n  ", preflight.problems));
        }
    }

    private void memory() {
        OptionalLong available = machine.availableMemory();
        long needed = plan.heaps(available).total(plan.coordinators(), plan.workers());
        require(
                available,
                needed,
                "memory for " + plan.workers() + " workers",
                "take fewer --workers, a smaller --set workers.memory=MiB, or end other programs");
    }

    private void disk() {
        require(
                machine.freeDisk(plan.folder().directory()),
                DISK,
                "disk at " + plan.folder().directory(),
                "make room, or choose a --dir on another disk");
    }

    private void sharedMemory() {
        require(
                machine.freeSharedMemory(),
                SHARED_MEMORY_PER_PROCESS * (plan.coordinators() + plan.workers()),
                "shared memory at " + SharedMemory.ROOT,
                "delete what is left there, or enlarge it (in a container: --shm-size)");
    }

    private void httpPort() {
        Config http = plan.configuration().pieria().getConfig("http");
        int port = http.getInt("port");
        if (port != 0 && !machine.portIsFree(http.getString("host"), port)) {
            problems.add("port " + port + " of " + http.getString("host")
                    + " is in use; end what listens there, or take any free one with --set http.port=0");
        }
    }

    private void require(OptionalLong available, long needed, String what, String remedy) {
        if (available.isPresent() && available.getAsLong() < needed) {
            problems.add(what + ": " + Words.bytes(needed) + " needed, " + Words.bytes(available.getAsLong())
                    + " free; " + remedy);
        }
    }
}
