package org.pieria.cluster.launch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.progress.Progress;

/** Turns one machine into a cluster for the length of a run: the same processes as in production, on loopback. */
public final class Launcher {

    private final Machine machine;
    private final SharedDriver driver;
    private final Progress progress;
    private final String main;

    /** For the processes of this installation. */
    public Launcher(Machine machine, SharedDriver driver, Progress progress) {
        this(machine, driver, progress, "org.pieria.cluster.Main");
    }

    /** With another program in place of the nodes. */
    Launcher(Machine machine, SharedDriver driver, Progress progress, String main) {
        this.machine = machine;
        this.driver = driver;
        this.progress = progress;
        this.main = main;
    }

    /**
     * Blocks until the run has ended and all children are gone.
     *
     * @return an {@link ExitCode}
     * @throws ExitException if this machine, the configuration or the run is at fault
     */
    @SuppressWarnings("try") // the driver is only held open
    public int run(LaunchPlan plan) {
        Preflight.check(machine, plan);
        try (StopRequest stop = StopRequest.listen();
                SharedMemory memory = SharedMemory.claim(
                        SharedMemory.ROOT, ProcessHandle.current().pid());
                AutoCloseable shared = shared(plan, memory)) {
            return session(plan, memory, stop).run();
        } catch (IOException e) {
            throw new ExitException(
                    ExitCode.PREFLIGHT, "cannot prepare " + plan.folder().directory() + ": " + e, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the data plane's media driver failed", e);
        }
    }

    private Session session(LaunchPlan plan, SharedMemory memory, StopRequest stop) throws IOException {
        List<ChildSpec> children = prepare(plan, memory);
        Supervisor supervisor = new Supervisor(
                spec -> {
                    memory.clean(spec.name());
                    return ProcessChild.start(spec);
                },
                System::nanoTime,
                progress::say);
        children.forEach(supervisor::start);
        return new Session(plan, supervisor, stop, progress);
    }

    private List<ChildSpec> prepare(LaunchPlan plan, SharedMemory memory) throws IOException {
        plan.folder().requireContract(plan.configuration().contract());
        String host = plan.configuration().pieria().getString("cluster.host");
        int wanted = plan.configuration().pieria().getInt("cluster.port");
        Ports ports = Ports.choose(host, wanted, plan.coordinators(), plan.workers());
        int cores = Runtime.getRuntime().availableProcessors();
        Configuration filled = plan.forChildren(ports, memory, cores);
        plan.folder().prepare(filled);
        return new ChildCommands(plan, memory, plan.heaps(machine.availableMemory()), ports).all(main);
    }

    private AutoCloseable shared(LaunchPlan plan, SharedMemory memory) throws Exception {
        Optional<AutoCloseable> started =
                plan.sharesDriver() ? Optional.of(driver.start(memory.data())) : Optional.empty();
        return started.orElse(() -> {});
    }
}
