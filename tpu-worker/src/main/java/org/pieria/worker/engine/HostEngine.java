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
import org.pieria.actors.port.HostUnfit;
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
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.DataPlanePort;
import org.pieria.worker.collective.DigestsDiffer;
import org.pieria.worker.collective.SliceTree;
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
    private @Nullable Pursuit pursuit;

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
            JobHandler jobs,
            Canaries canaries) {

        /** An engine that need not prove itself. */
        public Parts(
                PhaseCatalog phases,
                DataPlanePort dataPlane,
                StatePort states,
                CheckpointFiles checkpoints,
                JobHandler jobs) {
            this(phases, dataPlane, states, checkpoints, jobs, Canaries.none());
        }
    }

    @Override
    public HostReport host() {
        return host;
    }

    @Override
    public CompletionStage<Standing> prepare(Assignment wanted) {
        return CompletableFuture.supplyAsync(() -> prepared(wanted), stateThread);
    }

    private Standing prepared(Assignment wanted) {
        Milestone.PREPARING.pass(wanted.generation());
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
                        new SliceTree(config.slices(), wanted.shares()),
                        ready.bundleShape());
        assignment = wanted;
        refuseFenced(wanted.generation());
        Milestone.PREPARED.pass(wanted.generation());
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
        endPursuit();
        pursuit = wanted.origin() instanceof Origin.Following origin ? pursue(built, origin.donor()) : null;
        if (pursuit == null) {
            built.begin();
        }
        return built.standing();
    }

    private @Nullable Pursuit pursue(Training built, String donor) {
        return Pursuit.begin(built, parts.states().follow(donor), stateThread).orElse(null);
    }

    private void endPursuit() {
        Pursuit current = pursuit;
        pursuit = null;
        if (current != null) {
            current.close();
        }
    }

    private void stand(Training training, Assignment wanted) {
        Origin origin = wanted.origin();
        if (origin instanceof Origin.Checkpoint checkpoint) {
            PhaseState state = parts.checkpoints().load(checkpoint.path());
            training.take(state.step(), state.values());
        } else if (origin instanceof Origin.Memory memory) {
            String donor = wanted.members().get(memory.donor()).stateAddress();
            pursue(memory.standing().step());
            refuseFenced(wanted.generation());
            takeOver(training, memory.standing(), donor);
        } else {
            training.begin();
        }
        endPursuit();
    }

    /** What is still on its way from a member that is followed is applied first. */
    private void pursue(long step) {
        Pursuit current = pursuit;
        if (current != null) {
            parts.states().asking(current::close, () -> current.reach(step));
        }
    }

    /** Keeps the state if it is the wanted one, else brings it there with what the donor has. */
    private void takeOver(Training training, Standing wanted, String donor) {
        if (training.standing().equals(wanted)) {
            training.verify();
            return;
        }
        Handed handed = parts.states().take(donor, new Wanted(wanted, training.held()));
        if (handed instanceof Handed.Step followed) {
            training.follow(followed.sum());
        } else if (handed instanceof Handed.State state) {
            training.take(wanted.step(), state.values());
        }
        if (!training.standing().equals(wanted)) {
            throw new StepInterrupted("the state that " + donor + " handed over stands at " + training.standing()
                    + " instead of " + wanted);
        }
    }

    /** The graphs are kept when only the generation changes; new ones prove themselves before they count. */
    private Training training(Assignment wanted) {
        Training standing = training;
        if (standing != null && phase != null && phase.name().equals(wanted.phase())) {
            return standing;
        }
        closeTraining();
        phase = parts.phases().open(wanted);
        training = new Training(phase, config);
        prove(training, wanted);
        return training;
    }

    private void prove(Training fresh, Assignment wanted) {
        String mine = fresh.canary();
        String first = parts.canaries().first(wanted, mine);
        if (!mine.equals(first)) {
            closeTraining();
            throw new HostUnfit("its canary of " + wanted.phase() + " is " + mine + " and the run's is " + first
                    + ": it computes other bits than the host that began the phase, by its processor, its memory or the"
                    + " versions of its libraries; records/canary-" + wanted.phase()
                    + "* tells what the run began with");
        }
    }

    @Override
    public CompletionStage<StepResult> step(long step) {
        return CompletableFuture.supplyAsync(() -> stepped(step), stateThread);
    }

    private StepResult stepped(long step) {
        Assignment current = Objects.requireNonNull(assignment, "no assignment");
        refuseFenced(current.generation());
        List<SliceBlock> blocks = SliceBlock.all(current.members().size(), config.slices(), current.shares());
        Part part = Part.of(current.rank(), blocks, rhythm(current.phase()).at(step, current.generation(), blocks));
        try {
            return standingTraining().next(step, part, Objects.requireNonNull(collective, "no data plane"));
        } catch (DigestsDiffer differ) {
            // Who of them is wrong is for the coordinator to find out, from where all of them stand.
            throw new StepInterrupted(String.valueOf(differ.getMessage()));
        }
    }

    private Recheck.Rhythm rhythm(String phaseName) {
        return new Recheck.Rhythm(
                config.safeguards().recheckEvery(),
                CounterRandom.of(config.seed()).at(phaseName));
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
        Milestone.INTERRUPTED.pass(generation);
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
        endPursuit();
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
        parts.states().close(); // whatever the state's thread waits for ends
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
