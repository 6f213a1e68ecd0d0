package org.pieria.actors.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.port.StepResult;

/**
 * One host's engine: what the real one does with tensors, this one does with numbers. One thread owns the state and does
 * preparations, steps and snapshots in order; checkpoints are written and jobs done beside it, from copies.
 */
final class SimulatedEngine {

    private static final long COMPUTE = 300_000;

    private final SimulatedWorker owner;
    private final SimulatedWriter writer;
    private final Deque<Runnable> stateThread = new ArrayDeque<>();
    private boolean stateBusy;
    private long fence;
    private long askings;
    private Consumer<RuntimeException> refusal = reason -> {};
    private Optional<Assignment> assignment = Optional.empty();
    private Optional<Plane> plane = Optional.empty();
    private Optional<Numbers.State> state = Optional.empty();
    private boolean begun;
    private boolean gives;
    private Optional<Numbers.Bundle> kept = Optional.empty();

    SimulatedEngine(SimulatedWorker owner) {
        this.owner = owner;
        this.writer = new SimulatedWriter(this);
    }

    String place() {
        return owner.place;
    }

    World world() {
        return owner.world;
    }

    Dice dice() {
        return owner.dice;
    }

    Optional<Plane> plane() {
        return plane;
    }

    boolean dead() {
        return owner.dead();
    }

    void within(long micros, Runnable action) {
        owner.within(micros, action);
    }

    void send(SimulatedEngine peer, Runnable delivery) {
        world().network.send(owner, peer.owner, delivery);
    }

    long patience() {
        return world().swarm.stepPatience();
    }

    SimulatedWorker owner() {
        return owner;
    }

    private void onState(Runnable task) {
        stateThread.add(task);
        nextOnState();
    }

    private void nextOnState() {
        if (!stateBusy && !stateThread.isEmpty()) {
            stateBusy = true;
            stateThread.remove().run();
        }
    }

    /** Ends what the state's thread does, tells of it, and lets the next thing begin. */
    private void free(Runnable told) {
        stateBusy = false;
        within(dice().between(20, 500), told);
        nextOnState();
    }

    private <T> Answer<T> freeing(Answer<T> answer) {
        return new Answer<>() {

            @Override
            public void done(T result) {
                free(() -> answer.done(result));
            }

            @Override
            public void failed(RuntimeException reason) {
                free(() -> answer.failed(reason));
            }
        };
    }

    private boolean fenced(long generation) {
        return generation < fence;
    }

    void prepare(Assignment wanted, Answer<Standing> answer) {
        onState(() ->
                within(dice().between(5_000, world().swarm.preparation()), () -> prepared(wanted, freeing(answer))));
    }

    private void prepared(Assignment wanted, Answer<Standing> answer) {
        if (fenced(wanted.generation())) {
            answer.failed(new StepInterrupted("generation " + wanted.generation() + " ended"));
            return;
        }
        plane.ifPresent(Plane::close);
        plane = Optional.empty();
        assignment = Optional.empty();
        build(wanted.phase());
        stand(wanted, answer);
    }

    private void build(String phase) {
        if (state.filter(held -> held.phase().equals(phase)).isEmpty()) {
            kept = Optional.empty();
            begun = false;
            gives = false;
            state = Optional.of(world().numbers.beginning(phase));
        }
    }

    /** Builds a phase and runs it once; what was held is gone. */
    void warm(String phase, Answer<Standing> answer) {
        onState(() -> within(dice().between(5_000, world().swarm.preparation()), () -> {
            plane.ifPresent(Plane::close);
            plane = Optional.empty();
            assignment = Optional.empty();
            gives = false;
            build(phase);
            take(world().numbers.beginning(phase));
            freeing(answer).done(standing());
        }));
    }

    private void stand(Assignment wanted, Answer<Standing> answer) {
        if (wanted.origin() instanceof Origin.Checkpoint checkpoint) {
            load(wanted, checkpoint.path(), answer);
        } else if (wanted.origin() instanceof Origin.Memory memory) {
            takeOver(wanted, memory, answer);
        } else {
            take(world().numbers.beginning(wanted.phase()));
            join(wanted, answer);
        }
    }

    private void load(Assignment wanted, String path, Answer<Standing> answer) {
        within(world().store.latency(dice()), () -> {
            try {
                take(world().store.load(path));
            } catch (SimulatedStore.DiskFault failure) {
                answer.failed(failure);
                return;
            }
            world().laws.stands(owner, held());
            join(wanted, answer);
        });
    }

    private void take(Numbers.State standing) {
        state = Optional.of(standing);
        kept = Optional.empty();
        begun = true;
    }

    /** Keeps the state if it is the wanted one, else brings it there with what the donor has. */
    private void takeOver(Assignment wanted, Origin.Memory memory, Answer<Standing> answer) {
        if (standing().equals(memory.standing())) {
            join(wanted, answer);
            return;
        }
        long asking = ++askings;
        long have = begun ? standing().step() : -1;
        refusal = answer::failed;
        within(owner.world.swarm.stepPatience(), () -> refuse(asking, "the donor says nothing"));
        Optional<SimulatedEngine> donor =
                world().engineAt(wanted.members().get(memory.donor()).dataAddress());
        if (donor.isEmpty() || donor.get().dead()) {
            within(1_000, () -> refuse(asking, "nobody listens"));
            return;
        }
        SimulatedEngine from = donor.get();
        world().network.talk(owner, from.owner, () -> {
            Handed handed = from.hand(memory.standing(), have);
            world().network.talk(from.owner, owner, () -> {
                if (asking == askings) {
                    askings++;
                    refusal = late -> {};
                    handed(wanted, memory.standing(), handed, answer);
                }
            });
        });
    }

    private void refuse(long asking, String reason) {
        if (asking == askings) {
            askings++;
            Consumer<RuntimeException> refused = refusal;
            refusal = late -> {};
            refused.accept(new StepInterrupted(reason));
        }
    }

    /** What a donor gives: nothing, one step's bundle, or the whole state. */
    private record Handed(Optional<Numbers.Bundle> bundle, Optional<Numbers.State> state) {}

    private Handed hand(Standing wanted, long have) {
        if (!gives || state.isEmpty() || !standing().equals(wanted)) {
            return new Handed(Optional.empty(), Optional.empty());
        }
        boolean oneBehind = have == wanted.step() - 1 && kept.isPresent();
        return oneBehind ? new Handed(kept, Optional.empty()) : new Handed(Optional.empty(), state);
    }

    private void handed(Assignment wanted, Standing standing, Handed handed, Answer<Standing> answer) {
        if (handed.bundle().isPresent() && !begun) {
            answer.failed(new IllegalStateException("a bundle cannot be applied to variables without values"));
            return;
        }
        handed.bundle().ifPresent(bundle -> {
            world().count("survivors brought forward by the kept bundle");
            apply(bundle);
        });
        handed.state().ifPresent(whole -> {
            world().count("states handed over");
            take(whole);
        });
        if (standing().equals(standing)) {
            join(wanted, answer);
        } else {
            answer.failed(new StepInterrupted("what was handed over stands at " + standing()));
        }
    }

    private void join(Assignment wanted, Answer<Standing> answer) {
        gives = true;
        Plane joining = new Plane(this, wanted);
        plane = Optional.of(joining);
        if (fenced(wanted.generation())) {
            answer.failed(new StepInterrupted("generation " + wanted.generation() + " ended"));
            return;
        }
        joining.open(
                () -> {
                    if (fenced(wanted.generation())) {
                        answer.failed(new StepInterrupted("generation " + wanted.generation() + " ended"));
                    } else {
                        assignment = Optional.of(wanted);
                        answer.done(standing());
                    }
                },
                reason -> {
                    joining.close();
                    answer.failed(new StepInterrupted(reason));
                });
    }

    void step(long wanted, Answer<StepResult> answer) {
        onState(() -> stepped(wanted, freeing(answer)));
    }

    private void stepped(long wanted, Answer<StepResult> answer) {
        Assignment current = assignment.orElseThrow();
        if (fenced(current.generation())) {
            answer.failed(new StepInterrupted("generation " + current.generation() + " ended"));
        } else if (wanted != held().step() + 1) {
            answer.failed(new IllegalStateException("asked for step " + wanted + " at " + held().step()));
        } else {
            within(dice().between(COMPUTE / 10, COMPUTE), () -> reduce(current, wanted, answer));
        }
    }

    private void reduce(Assignment current, long wanted, Answer<StepResult> answer) {
        Plane joined = plane.orElseThrow();
        Runnable interrupted = () -> answer.failed(new StepInterrupted("generation " + fence + " follows"));
        if (fenced(current.generation()) || joined.closed()) {
            interrupted.run();
            return;
        }
        owner.contributes(current.generation(), wanted);
        joined.reduce(
                held().digest(),
                compute(current, wanted),
                sum -> within(dice().between(1_000, 20_000), () -> finish(current, sum, answer)),
                reason -> answer.failed(new StepInterrupted(reason)));
    }

    private Numbers.Bundle compute(Assignment current, long wanted) {
        Numbers numbers = world().numbers;
        int ranks = current.members().size();
        int first = current.rank() * numbers.slices() / ranks;
        int end = (current.rank() + 1) * numbers.slices() / ranks;
        Numbers.Bundle bundle = new Numbers.Bundle(wanted, 0, 0, false);
        long drawn = world().defect.drawing(this, wanted);
        for (int slice = first; slice < end; slice++) {
            bundle = bundle.plus(numbers.of(current.phase(), wanted, numbers.sample(drawn, slice)));
        }
        return bundle;
    }

    private void finish(Assignment current, Numbers.Bundle sum, Answer<StepResult> answer) {
        world().count("steps applied");
        apply(sum);
        world().laws.finished(owner, current.generation(), held().step());
        answer.done(new StepResult(
                held().step(),
                held().digest(),
                1f / held().step(),
                Map.of(),
                Map.of("compute", 0.1),
                Optional.empty()));
    }

    private void apply(Numbers.Bundle sum) {
        world().laws.applied(owner, held(), sum);
        state = Optional.of(world().numbers.after(held(), sum));
        kept = world().defect.kept(kept, sum);
    }

    Numbers.State held() {
        return state.orElseThrow();
    }

    void standing(Answer<Standing> answer) {
        onState(() -> {
            Answer<Standing> freeing = freeing(answer);
            if (state.isPresent()) {
                freeing.done(standing());
            } else {
                freeing.failed(new IllegalStateException("no phase is prepared"));
            }
        });
    }

    boolean standsSomewhere() {
        return state.isPresent();
    }

    /** One that never began stands nowhere, as the real engine says it. */
    Standing standing() {
        return new Standing(held().phase(), held().step(), begun ? held().digest() : "");
    }

    void save(SaveOrder order, Answer<SavedPart> answer) {
        onState(() -> {
            if (!held().phase().equals(order.phase()) || held().step() != order.step()) {
                freeing(answer).failed(new IllegalStateException("asked to save " + order + " at " + standing()));
                return;
            }
            Numbers.State copy = held();
            free(() -> writer.save(order, copy, answer));
        });
    }

    void perform(JobUnit unit, Answer<JobResult> answer) {
        onState(() -> free(() -> within(dice().between(1_000, 100_000), () -> answer.done(done(unit)))));
    }

    private static JobResult done(JobUnit unit) {
        double value = Math.floorMod(unit.name().hashCode(), 100);
        Map<String, String> outputs = unit.kind() == JobUnit.Kind.EVALUATE
                ? Map.of()
                : Map.of(unit.arguments().get("directory") + "/" + unit.index(), "hash" + unit.index());
        return new JobResult(unit.name(), Map.of("psnr", value), outputs);
    }

    void interrupt(long lowest) {
        fence = Math.max(fence, lowest);
        refuse(askings, "interrupted");
        plane.ifPresent(joined -> joined.interrupt(lowest));
    }

    /** The process ended: its connections break. */
    void die() {
        plane = Optional.empty();
    }
}
