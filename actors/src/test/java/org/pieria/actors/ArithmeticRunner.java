package org.pieria.actors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.port.StepRunner;

/** An engine whose whole model is one long: every step multiplies and adds. */
final class ArithmeticRunner implements StepRunner {

    private final HostReport host;
    private final Ensemble ensemble;
    private final List<String> performed = new ArrayList<>();
    private Assignment assignment = new Assignment(
            "none", 0, 0, List.of(new Member("none", "", "")), Origin.Beginning.INSTANCE, Map.of(), Optional.empty());
    private long state;
    private long step;
    private long promised;
    private Optional<CompletableFuture<Void>> waiting = Optional.empty();

    ArithmeticRunner(String name, Ensemble ensemble) {
        this.host = host(name, "c0ffee");
        this.ensemble = ensemble;
        ensemble.runners.put(name, this);
    }

    static HostReport host(String name, String contract) {
        return host(name, contract, 1, "");
    }

    static HostReport host(String name, String contract, long pid, String unit) {
        return new HostReport(
                name,
                "localhost",
                pid,
                "cpu",
                1,
                name + ":0",
                name + ":1",
                contract,
                Plans.RUN,
                unit,
                Map.of("java", "17"));
    }

    @Override
    public HostReport host() {
        return host;
    }

    @Override
    public synchronized CompletionStage<Standing> prepare(Assignment next) {
        boolean same = assignment.phase().equals(next.phase());
        assignment = next;
        if (next.origin() instanceof Origin.Checkpoint checkpoint) {
            stand(
                    stepOf(checkpoint.path()),
                    Optional.ofNullable(ensemble.disk.get(checkpoint.path())).orElseThrow());
        } else if (next.origin() instanceof Origin.Memory memory) {
            return same && here().equals(memory.standing()) ? standing() : taken(memory);
        } else {
            stand(0, next.phase().hashCode());
        }
        return standing();
    }

    @Override
    public synchronized CompletionStage<Standing> warm(Assignment alone) {
        assignment = alone;
        stand(0, alone.phase().hashCode());
        return standing();
    }

    private void stand(long newStep, long newState) {
        step = newStep;
        state = newState;
    }

    /** A donor that is dead, or has gone on without this one, has nothing to give. */
    private CompletionStage<Standing> taken(Origin.Memory memory) {
        ArithmeticRunner donor =
                ensemble.runners.get(assignment.members().get(memory.donor()).worker());
        stand(memory.standing().step(), donor == null ? 0 : donor.state);
        return donor != null && donor.promised < Long.MAX_VALUE && here().equals(memory.standing())
                ? standing()
                : CompletableFuture.failedFuture(new StepInterrupted("the donor has nothing to give"));
    }

    private Standing here() {
        return new Standing(assignment.phase(), step, digest());
    }

    private static long stepOf(String path) {
        String directory = path.substring(path.lastIndexOf('/') + 1);
        return Long.parseLong(directory.substring(0, directory.indexOf('-')));
    }

    @Override
    public synchronized CompletionStage<StepResult> step(long next) {
        if (next != step + 1 || promised > assignment.generation()) {
            return CompletableFuture.failedFuture(new IllegalStateException("step " + next + " after " + step));
        }
        CompletableFuture<Void> meeting = ensemble.meet(
                assignment.generation(), next, assignment.members().size());
        waiting = Optional.of(meeting);
        return meeting.thenApply(met -> apply(next));
    }

    private synchronized StepResult apply(long next) {
        state = state * 6_364_136_223_846_793_005L + next;
        step = next;
        OptimizerReport report = new OptimizerReport(List.of(new OptimizerReport.OfTensor("weight", step, step, 1, 0)));
        return new StepResult(
                step, digest(), 1f / step, Map.of("loss2", 2.0 / step), Map.of("compute", 0.1), Optional.of(report));
    }

    private String digest() {
        return Long.toHexString(state);
    }

    @Override
    public synchronized CompletionStage<Standing> standing() {
        return CompletableFuture.completedFuture(here());
    }

    @Override
    public synchronized CompletionStage<SavedPart> save(SaveOrder order) {
        if (order.step() != step) {
            return CompletableFuture.failedFuture(new IllegalStateException("save of " + order + " at " + step));
        }
        ensemble.disk.put(order.directory(), state);
        return CompletableFuture.completedFuture(
                new SavedPart(step, digest(), order.rank(), List.of(), Map.of("weight", digest())));
    }

    @Override
    public synchronized CompletionStage<JobResult> perform(JobUnit unit) {
        performed.add(unit.name());
        return CompletableFuture.completedFuture(new JobResult(
                unit.name(),
                Map.of("psnr.sum", 10.0 * (unit.index() + 1), "psnr.weight", 1.0, "plain", 7.0),
                unit.kind() == JobUnit.Kind.EVALUATE
                        ? Map.of()
                        : Map.of(unit.arguments().get("directory") + "/" + unit.index(), "abc" + unit.index())));
    }

    synchronized List<String> performed() {
        return List.copyOf(performed);
    }

    @Override
    public void interrupt(long generation) {
        Optional<CompletableFuture<Void>> meeting;
        synchronized (this) {
            promised = Math.max(promised, generation);
            meeting = assignment.generation() < generation ? waiting : Optional.empty();
        }
        meeting.ifPresent(ensemble::interrupt);
    }

    @Override
    public void close() {
        interrupt(Long.MAX_VALUE);
    }
}
