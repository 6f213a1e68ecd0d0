package org.pieria.benchmarks.torture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.port.StepRunner;

/** One simulated host: its state is the number of the step. */
final class SimulatedRunner implements StepRunner {

    private final HostReport host;
    private final SimulatedHosts all;
    private volatile Standing standing = new Standing("", 0, "");

    SimulatedRunner(HostReport host, SimulatedHosts all) {
        this.host = host;
        this.all = all;
    }

    @Override
    public HostReport host() {
        return host;
    }

    @Override
    public CompletionStage<Standing> prepare(Assignment assignment) {
        standing = at(assignment.phase(), 0);
        return standing();
    }

    @Override
    public CompletionStage<Standing> warm(Assignment assignment) {
        return prepare(assignment);
    }

    private static Standing at(String phase, long step) {
        return new Standing(phase, step, Long.toHexString(step));
    }

    @Override
    public CompletionStage<StepResult> step(long step) {
        return all.meet(step).thenApply(met -> {
            standing = at(standing.phase(), step);
            return new StepResult(
                    step,
                    standing.digest(),
                    1f / step,
                    Map.of("squared-error", 2.0 / step),
                    Map.of("compute", 0.1, "reduce", 0.1, "apply", 0.1, "data", 0.1),
                    Optional.empty());
        });
    }

    @Override
    public CompletionStage<Standing> standing() {
        return CompletableFuture.completedFuture(standing);
    }

    @Override
    public CompletionStage<SavedPart> save(SaveOrder order) {
        return CompletableFuture.completedFuture(
                new SavedPart(order.step(), standing.digest(), order.rank(), List.of(), Map.of()));
    }

    @Override
    public CompletionStage<JobResult> perform(JobUnit unit) {
        return CompletableFuture.completedFuture(new JobResult(unit.name(), Map.of(), Map.of()));
    }

    @Override
    public void interrupt(long generation) {}

    @Override
    public void close() {}
}
