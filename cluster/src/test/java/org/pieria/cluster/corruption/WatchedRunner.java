package org.pieria.cluster.corruption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.port.StepRunner;

/**
 * An engine that notes how the slices were shared, and tells of more time than it took.
 *
 * @param shares of every generation that it prepared, in order
 * @param factor on the seconds of every step
 */
record WatchedRunner(StepRunner runner, List<List<Integer>> shares, double factor) implements StepRunner {

    @Override
    public HostReport host() {
        return runner.host();
    }

    @Override
    public CompletionStage<Standing> prepare(Assignment assignment) {
        shares.add(assignment.shares());
        return runner.prepare(assignment);
    }

    @Override
    public CompletionStage<Standing> warm(Assignment assignment) {
        return runner.warm(assignment);
    }

    @Override
    public CompletionStage<StepResult> step(long step) {
        return runner.step(step).thenApply(this::slower);
    }

    private StepResult slower(StepResult result) {
        Map<String, Double> seconds = result.seconds().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, part -> factor * part.getValue()));
        return new StepResult(
                result.step(),
                result.digest(),
                result.loss(),
                result.metrics(),
                seconds,
                result.optimizer(),
                result.checks());
    }

    @Override
    public CompletionStage<Standing> standing() {
        return runner.standing();
    }

    @Override
    public CompletionStage<SavedPart> save(SaveOrder order) {
        return runner.save(order);
    }

    @Override
    public CompletionStage<JobResult> perform(JobUnit unit) {
        return runner.perform(unit);
    }

    @Override
    public void interrupt(long generation) {
        runner.interrupt(generation);
    }

    @Override
    public void close() {
        runner.close();
    }
}
