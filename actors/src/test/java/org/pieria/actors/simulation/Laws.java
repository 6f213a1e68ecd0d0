package org.pieria.actors.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.RunLedger.CheckpointDraft;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.training.PhasePlan;
import org.pieria.actors.training.TrainingPlan;

/** What must be true after every event. Each method is told of something and throws a {@link Violation} if it must not be. */
final class Laws {

    static final String DIGEST = "a step leads to the digest of the undisturbed run";
    static final String SAMPLES = "every sample is used once per epoch";
    static final String PROMISE = "a promise is kept";
    static final String LIVE = "one live generation at most finishes steps";
    static final String TERM = "orders of a lower term change nothing";
    static final String CLAIM = "a number belongs to one coordinator";
    static final String OVERRULED = "an overruled coordinator decides nothing any more";
    static final String MEMBERS = "a generation has one membership";
    static final String GAP = "recorded steps have no gap";
    static final String MANIFEST = "a checkpoint is published when all of it is durable";
    static final String HONEST = "a checkpoint holds the state that it names";
    static final String BEFORE = "rows are durable before the checkpoint after them";
    static final String CONTRADICTION = "nothing contradicts itself";
    static final String FAILURE = "a run fails of a fault only";
    static final String END = "a finished run is whole";
    static final String LIVENESS = "the run ends when the faults do";

    private final SimulatedStore store;
    private final TrainingPlan plan;
    private final Map<String, Map<Long, String>> undisturbed = new HashMap<>();
    private final Numbers numbers;
    private final Map<Long, SimulatedCoordinator> owners = new HashMap<>();
    private final Map<Long, Assignment> memberships = new HashMap<>();
    private final Map<Long, Long> ceased = new HashMap<>();

    Laws(SimulatedStore store, TrainingPlan plan, Numbers numbers) {
        this.store = store;
        this.plan = plan;
        this.numbers = numbers;
        for (PhasePlan phase : plan.phases()) {
            undisturbed.put(phase.name(), numbers.undisturbed(phase.name(), phase.steps()));
        }
    }

    /** What is put into words only when a law is broken. */
    static void require(boolean kept, String law, Supplier<String> what) {
        if (!kept) {
            throw new Violation(law, what.get());
        }
    }

    private boolean right(String phase, long step, String digest) {
        return digest.equals(undisturbed.getOrDefault(phase, Map.of()).get(step));
    }

    void applied(SimulatedProcess where, Numbers.State before, Numbers.Bundle bundle) {
        String misuse = numbers.misuse(before, bundle);
        require(misuse.isEmpty(), SAMPLES, () -> where + ": " + misuse);
        stands(where, numbers.after(before, bundle));
    }

    void stands(SimulatedProcess where, Numbers.State state) {
        require(
                right(state.phase(), state.step(), state.digest()),
                DIGEST,
                () -> where + " has " + state.digest() + " after step " + state.step() + " of " + state.phase());
    }

    void finished(SimulatedWorker where, long generation, long step) {
        require(
                where.promiseGiven() <= generation,
                PROMISE,
                () -> where + " finishes step " + step + " under " + generation + " and promised "
                        + where.promiseGiven());
        require(
                step <= ceased.getOrDefault(generation, Long.MAX_VALUE),
                LIVE,
                () -> where + " finishes step " + step + " under " + generation + " of which a member ceased after "
                        + ceased.get(generation));
    }

    /** A member that promised a higher number contributes no more to this one. */
    void ceases(long generation, long contributed) {
        ceased.merge(generation, contributed, Math::min);
    }

    void prepares(SimulatedWorker where, Assignment assignment) {
        Assignment before = memberships.putIfAbsent(assignment.generation(), assignment);
        boolean same = before == null
                || (before.members().equals(assignment.members())
                        && before.phase().equals(assignment.phase())
                        && before.origin().equals(assignment.origin()));
        require(same, MEMBERS, () -> where + " prepares " + assignment + ", others " + before);
    }

    void believesItsClaim(SimulatedCoordinator who, long generation) {
        SimulatedCoordinator owner = owners.putIfAbsent(generation, who);
        require(owner == null || owner == who, CLAIM, () -> who + " and " + owner + " claimed " + generation);
        require(!who.overruled(), OVERRULED, () -> who + " claimed " + generation + " after it was overruled");
    }

    void appended(SimulatedProcess who, List<StepRow> rows) {
        for (StepRow row : rows) {
            require(right(row.phase(), row.step(), row.digest()), DIGEST, () -> who + " records " + row);
            complete(who, row.phase());
        }
    }

    private void complete(SimulatedProcess who, String phase) {
        List<StepRow> recorded = store.rows(phase);
        List<Long> steps = recorded.stream().map(StepRow::step).collect(Collectors.toList());
        boolean whole = steps.isEmpty() || steps.get(steps.size() - 1) == steps.size();
        require(whole, GAP, () -> who + " records steps of " + phase + " so that there are " + steps);
    }

    void published(SimulatedProcess who, CheckpointDraft draft) {
        Map<Integer, SimulatedStore.Part> parts = store.parts(draft.directory());
        require(
                parts.size() == draft.parts().size() && parts.values().stream().allMatch(SimulatedStore.Part::synced),
                MANIFEST,
                () -> who + " publishes " + draft.directory() + " of which there is " + parts);
        for (SimulatedStore.Part part : parts.values()) {
            require(
                    part.state().step() == draft.step()
                            && part.state().digest().equals(draft.digest())
                            && right(draft.phase(), draft.step(), draft.digest()),
                    HONEST,
                    () -> who + " publishes " + draft.directory() + " which holds " + part);
        }
        require(
                store.rows(draft.phase()).size() >= draft.step(),
                BEFORE,
                () -> who + " publishes step " + draft.step() + " of " + draft.phase() + " and there are rows up to "
                        + store.rows(draft.phase()).size());
    }

    /** What a published checkpoint is when it is read again. */
    void verify() {
        for (CheckpointRef ref : store.manifests.values()) {
            require(store.verifies(ref), MANIFEST, () -> ref.path() + " does not verify any more");
        }
    }

    void whole() {
        for (PhasePlan phase : plan.phases()) {
            complete(phase);
        }
        verify();
    }

    private void complete(PhasePlan phase) {
        List<StepRow> rows = store.rows(phase.name());
        Optional<CheckpointRef> last =
                store.newest(phase.name()).filter(ref -> ref.last() && right(phase.name(), ref.step(), ref.digest()));
        require(rows.size() == phase.steps(), END, () -> phase.name() + " has " + rows.size() + " rows");
        require(last.isPresent(), END, () -> phase.name() + " has no last checkpoint");
        require(
                store.records.containsKey("evaluation-" + phase.name()),
                END,
                () -> phase.name() + " was not evaluated: " + store.records.keySet());
    }
}
