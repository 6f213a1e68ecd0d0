package org.pieria.worker.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.port.StepRunner;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.handover.Handed;
import org.pieria.worker.handover.Wanted;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.SliceBlock;

/**
 * The engine of one host. Three threads: one owns the state and runs preparations and steps in order, one writes
 * checkpoints, one does jobs; so saving and jobs go on beside the steps, each on a copy taken at a step's boundary.
 */
public final class HostEngine implements StepRunner {

    private final HostReport host;
    private final EngineConfig config;
    private final Parts parts;
    private final ExecutorService stateThread = thread("pieria-state");
    private final ExecutorService saveThread = thread("pieria-save");
    private final ExecutorService jobThread = thread("pieria-job");
    private final AtomicLong fence = new AtomicLong();
    private @Nullable Training training;
    private @Nullable Phase phase;
    private @Nullable Assignment assignment;
    private @Nullable Collective collective;

    public HostEngine(HostReport host, EngineConfig config, Parts parts) {
        this.host = host;
        this.config = config;
        this.parts = parts;
    }

    /** What the engine is made of. */
    public record Parts(
            PhaseCatalog phases,
            DataPlanePort dataPlane,
            StatePort states,
            CheckpointFiles checkpoints,
            JobHandler jobs) {}

    @Override
    public HostReport host() {
        return host;
    }

    @Override
    public CompletionStage<Standing> prepare(Assignment wanted) {
        return CompletableFuture.supplyAsync(() -> prepared(wanted), stateThread);
    }

    private Standing prepared(Assignment wanted) {
        refuseFenced(wanted.generation());
        leaveGeneration();
        Training ready = training(wanted);
        stand(ready, wanted);
        parts.states().hold(ready);
        collective = parts.dataPlane()
                .join(
                        wanted.generation(),
                        wanted.rank(),
                        wanted.members().stream().map(Member::dataAddress).toList(),
                        config.slices(),
                        ready.bundleLength());
        assignment = wanted;
        refuseFenced(wanted.generation());
        return ready.standing();
    }

    @Override
    public CompletionStage<Standing> warm(Assignment wanted) {
        return CompletableFuture.supplyAsync(() -> warmed(wanted), stateThread);
    }

    private Standing warmed(Assignment wanted) {
        leaveGeneration();
        parts.states().release();
        Training built = training(wanted);
        built.rehearse();
        return built.standing();
    }

    private void stand(Training training, Assignment wanted) {
        Origin origin = wanted.origin();
        if (origin instanceof Origin.Checkpoint checkpoint) {
            PhaseState state = parts.checkpoints().load(checkpoint.path());
            training.take(state.step(), state.values());
        } else if (origin instanceof Origin.Memory memory) {
            String donor = wanted.members().get(memory.donor()).stateAddress();
            takeOver(training, memory.standing(), donor);
        } else {
            training.begin();
        }
    }

    /** Keeps the state if it is the wanted one, else brings it there with what the donor has. */
    private void takeOver(Training training, Standing wanted, String donor) {
        if (training.standing().equals(wanted)) {
            return;
        }
        Handed handed = parts.states().take(donor, new Wanted(wanted, held(training.standing())));
        if (handed instanceof Handed.Bundle bundle) {
            training.follow(bundle.sum());
        } else if (handed instanceof Handed.State state) {
            training.take(wanted.step(), state.values());
        }
        if (!training.standing().equals(wanted)) {
            throw new StepInterrupted("the state that " + donor + " handed over stands at " + training.standing()
                    + " instead of " + wanted);
        }
    }

    /** A training that never began has variables without values: no bundle can be applied to them. */
    private static long held(Standing standing) {
        return standing.digest().isEmpty() ? -1 : standing.step();
    }

    /** The graphs are kept when only the generation changes. */
    private Training training(Assignment wanted) {
        Training standing = training;
        if (standing != null && phase != null && phase.name().equals(wanted.phase())) {
            return standing;
        }
        closeTraining();
        phase = parts.phases().open(wanted);
        training = new Training(phase, config);
        return training;
    }

    @Override
    public CompletionStage<StepResult> step(long step) {
        return CompletableFuture.supplyAsync(() -> stepped(step), stateThread);
    }

    private StepResult stepped(long step) {
        Assignment current = Objects.requireNonNull(assignment, "no assignment");
        refuseFenced(current.generation());
        SliceBlock block = SliceBlock.of(current.rank(), current.members().size(), config.slices());
        return standingTraining().next(step, block, Objects.requireNonNull(collective, "no data plane"));
    }

    @Override
    public CompletionStage<Standing> standing() {
        return CompletableFuture.supplyAsync(() -> standingTraining().standing(), stateThread);
    }

    @Override
    public CompletionStage<SavedPart> save(SaveOrder order) {
        return CompletableFuture.supplyAsync(() -> snapshot(order), stateThread)
                .thenApplyAsync(
                        snapshot -> parts.checkpoints()
                                .write(
                                        order,
                                        snapshot.state(),
                                        snapshot.shapes(),
                                        snapshot.standing().digest()),
                        saveThread);
    }

    private record Snapshot(PhaseState state, Map<String, List<Long>> shapes, Standing standing) {}

    private Snapshot snapshot(SaveOrder order) {
        Training current = standingTraining();
        Standing standing = current.standing();
        if (!standing.phase().equals(order.phase()) || standing.step() != order.step()) {
            throw new IllegalStateException("asked to save " + order.phase() + " step " + order.step()
                    + " while standing at " + standing.phase() + " step " + standing.step());
        }
        return new Snapshot(current.copy(), current.shapes(), standing);
    }

    @Override
    public CompletionStage<JobResult> perform(JobUnit unit) {
        return CompletableFuture.supplyAsync(() -> Optional.ofNullable(training).map(Training::copy), stateThread)
                .thenApplyAsync(current -> parts.jobs().perform(unit, current), jobThread);
    }

    @Override
    public void interrupt(long generation) {
        fence.accumulateAndGet(generation, Math::max);
        parts.states().interrupt();
        parts.dataPlane().interrupt(generation, "generation " + generation + " follows");
    }

    private void refuseFenced(long generation) {
        if (generation < fence.get()) {
            throw new StepInterrupted("generation " + generation + " ended, " + fence.get() + " follows");
        }
    }

    private Training standingTraining() {
        return Objects.requireNonNull(training, "no phase is prepared");
    }

    private void leaveGeneration() {
        Collective current = collective;
        collective = null;
        assignment = null;
        if (current != null) {
            current.close();
        }
    }

    private void closeTraining() {
        Training current = training;
        parts.states().release();
        training = null;
        phase = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        interrupt(Long.MAX_VALUE);
        CompletableFuture.runAsync(
                        () -> {
                            leaveGeneration();
                            closeTraining();
                        },
                        stateThread)
                .join();
        stateThread.shutdown();
        saveThread.shutdown();
        jobThread.shutdown();
        parts.states().close();
        parts.dataPlane().close();
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
