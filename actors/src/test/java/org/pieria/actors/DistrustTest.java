package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.view.RunState;

class DistrustTest {

    private static final String PHASE = "vqgan-low";
    private static final Origin.Checkpoint FOUR = new Origin.Checkpoint("checkpoints/vqgan-low/4-g1-1");

    private Script script = new Script(Plans.whole(3, true, PHASE));

    @Test
    void aMinorityThatTellsAnotherDigestIsNamedAndEvictedAndTheOthersGoOnFromMemory() {
        formed("a", "b", "c");
        agreed(1, 1, 5, "a", "b", "c");

        applied("a", 1, 6, "d6");
        applied("b", 1, 6, "d6");
        applied("c", 1, 6, "BAD");

        assertThat(script.told("c", Order.Evict.class).get(0).reason())
                .contains("the state after step 6 of vqgan-low")
                .contains("BAD")
                .contains("d6");
        promise(2, 6, "d6", "a", "b");
        Assignment assignment = script.told("a", Order.Activate.class).get(0).assignment();
        assertThat(assignment.members()).extracting(Member::worker).containsExactly("a", "b");
        assertThat(assignment.origin()).isEqualTo(new Origin.Memory(new Standing(PHASE, 6, "d6"), 0));
        ready(2, 6, "d6", "a", "b");
        agreed(2, 7, 7, "a", "b");
        assertThat(script.ledger.recorded(PHASE)).extracting(StepRow::digest).endsWith("d6", "d7");
    }

    @Test
    void theMinorityIsEvictedToWhenItsStateIsOnlyToldWithItsPromise() {
        formed("a", "b", "c");
        agreed(1, 1, 5, "a", "b", "c");
        script.report("a", new Report.Broken(1, true, "the ranks differ before step 7"));

        promise(2, 6, "d6", "a");
        promise(2, 6, "BAD", "b");
        promise(2, 6, "d6", "c");

        assertThat(script.told("b", Order.Evict.class)).hasSize(1);
        assertThat(script.told("a", Order.Suspend.class)).contains(new Order.Suspend(1, 3));
    }

    @Test
    void anEvictedProcessIsNotAdmittedAgainButItsSuccessorIs() {
        theMinorityIsEvictedToWhenItsStateIsOnlyToldWithItsPromise();

        script.join("b");
        assertThat(script.told("b", Order.Evict.class)).hasSize(1);
        assertThat(script.told("b", Order.Welcome.class)).isEmpty();

        HostReport old = ArithmeticRunner.host("b", Plans.CONTRACT);
        script.happen(new Event.Joined(
                new HostReport(
                        "b", old.host(), 99, "cpu", 1, "b:7", "b:8", old.contract(), old.run(), "", old.versions()),
                0,
                Optional.empty()));
        assertThat(script.told("b", Order.Welcome.class)).hasSize(1);
    }

    @Test
    void twoThatDifferReplayTheNewestCheckpointAndWhoToldOtherwiseIsEvicted() {
        disputed();

        ready(2, 4, "d4", "a", "b");
        agreed(2, 5, 5, "a", "b");
        assertThat(script.told("b", Order.Evict.class)).isEmpty();
        agreed(2, 6, 6, "a", "b");

        assertThat(script.told("b", Order.Evict.class).get(0).reason()).contains("with the replay d6");
        assertThat(script.told("a", Order.Evict.class)).isEmpty();
        promise(3, 6, "d6", "a");
        ready(3, 6, "d6", "a");
        assertThat(script.ledger.recorded(PHASE))
                .extracting(StepRow::step, StepRow::digest)
                .endsWith(tuple(5L, "d5"), tuple(6L, "d6"));
        assertThat(script.state().view().run().state()).isEqualTo(RunState.RUNNING);
    }

    /** Workers a and b differ after step 6, and were told to begin at the checkpoint of step 4 again. */
    private void disputed() {
        script = new Script(Plans.whole(2, true, PHASE));
        formed("a", "b");
        agreed(1, 1, 5, "a", "b");
        saved(4, "a", "b");
        applied("a", 1, 6, "d6");
        applied("b", 1, 6, "BAD");
        promise(2, 6, "d6", "a");
        promise(2, 6, "BAD", "b");
        assertThat(script.told("a", Order.Activate.class).get(0).assignment().origin())
                .isEqualTo(FOUR);
    }

    @Test
    void aCheckpointOfAStateInDisputeIsNeitherPublishedNorAFailure() {
        script = new Script(Plans.whole(2, true, PHASE));
        formed("a", "b");
        agreed(1, 1, 3, "a", "b");
        applied("a", 1, 4, "d4");
        script.report("a", new Report.Saved(1, 1, new SavedPart(4, "d4", 0, List.of(), Map.of())));

        applied("b", 1, 4, "BAD");
        script.report("b", new Report.Saved(1, 1, new SavedPart(4, "BAD", 1, List.of(), Map.of())));
        promise(2, 4, "d4", "a");
        promise(2, 4, "BAD", "b");
        ready(2, 0, "d0", "a", "b");
        agreed(2, 1, 4, "a", "b");

        assertThat(script.told("b", Order.Evict.class)).hasSize(1);
        assertThat(script.state().view().run().state()).isEqualTo(RunState.FORMING);
        assertThat(script.ledger.published()).isEmpty();
    }

    @Test
    void twoThatDifferInEveryReplayFailTheRunNamingBoth() {
        disputed();

        for (long generation = 2; generation <= 4; generation++) {
            ready(generation, 4, "d4", "a", "b");
            agreed(generation, 5, 5, "a", "b");
            applied("a", generation, 6, "d6");
            applied("b", generation, 6, "BAD" + generation);
            if (generation < 4) {
                promise(generation + 1, 6, "d6", "a");
                promise(generation + 1, 6, "BAD" + generation, "b");
            }
        }

        assertThat(script.state().view().run().problem())
                .contains("workers differ about the state after step 6 of vqgan-low")
                .contains("a has d6, b has BAD4")
                .contains("3 replays");
    }

    @Test
    void aSliceThatTwoComputeDifferentlyIsNotConfirmedAndAThirdDecidesInTheReplay() {
        formed("a", "b", "c");
        agreed(1, 1, 4, "a", "b", "c");
        saved(4, "a", "b", "c");

        checked("a", 1, 5, Map.of(2, "s-wrong"));
        checked("b", 1, 5, Map.of(2, "s-right"));
        checked("c", 1, 5, Map.of());
        assertThat(script.ledger.recorded(PHASE)).hasSize(4);
        promise(2, 5, "d5", "a", "b", "c");
        assertThat(script.told("a", Order.Activate.class).get(0).assignment().origin())
                .isEqualTo(FOUR);
        ready(2, 4, "d4", "a", "b", "c");
        checked("a", 2, 5, Map.of(2, "s-wrong"));
        checked("b", 2, 5, Map.of());
        checked("c", 2, 5, Map.of(2, "s-right"));

        assertThat(script.told("a", Order.Evict.class).get(0).reason())
                .contains("slice 2 of step 5 of vqgan-low")
                .contains("s-wrong");
        assertThat(script.told("b", Order.Evict.class)).isEmpty();
        promise(3, 5, "d5", "b", "c");
        assertThat(script.told("b", Order.Activate.class).get(0).assignment().origin())
                .as("the wrong slice is in the state that the others hold")
                .isEqualTo(FOUR);
    }

    @Test
    void aSliceThatIsComputedRightlyInTheReplayConvictsWhoToldOtherwise() {
        script = new Script(Plans.whole(2, true, PHASE));
        formed("a", "b");
        agreed(1, 1, 4, "a", "b");
        saved(4, "a", "b");
        checked("a", 1, 5, Map.of(2, "s-wrong"));
        checked("b", 1, 5, Map.of(2, "s-right"));
        promise(2, 5, "d5", "a", "b");
        ready(2, 4, "d4", "a", "b");

        checked("a", 2, 5, Map.of(2, "s-right"));
        checked("b", 2, 5, Map.of(2, "s-right"));

        assertThat(script.told("a", Order.Evict.class).get(0).reason()).contains("s-wrong");
        assertThat(script.told("b", Order.Evict.class)).isEmpty();
    }

    @Test
    void aWorkerThatFindsItselfUnfitIsEvictedAndTheRunGoesOn() {
        formed("a", "b", "c");
        agreed(1, 1, 5, "a", "b", "c");

        script.report("b", new Report.Unfit(1, "its canary is x instead of y"));

        assertThat(script.told("b", Order.Evict.class).get(0).reason()).contains("canary is x instead of y");
        assertThat(script.state().view().run().state()).isEqualTo(RunState.FORMING);
        assertThat(script.state().view().workers().get(1).state()).startsWith("evicted: its canary");
    }

    @Test
    void whoPreparesAnotherStateThanTheCheckpointIsEvicted() {
        disputed();

        ready(2, 4, "d4", "a");
        ready(2, 4, "OTHER", "b");

        assertThat(script.told("b", Order.Evict.class)).hasSize(1);
        assertThat(script.state().view().run().state()).isEqualTo(RunState.FORMING);
    }

    private void formed(String... workers) {
        Stream.of(workers).forEach(script::join);
        Stream.of(workers).forEach(worker -> script.report(worker, new Report.Promise(1, 1, Optional.empty())));
        ready(1, 0, "d0", workers);
    }

    private void promise(long generation, long step, String digest, String... workers) {
        for (String worker : workers) {
            script.report(worker, new Report.Promise(1, generation, Optional.of(new Standing(PHASE, step, digest))));
        }
    }

    private void ready(long generation, long step, String digest, String... workers) {
        for (String worker : workers) {
            script.report(worker, new Report.Ready(generation, new Standing(PHASE, step, digest)));
        }
    }

    private void agreed(long generation, long from, long to, String... workers) {
        for (long step = from; step <= to; step++) {
            for (String worker : workers) {
                applied(worker, generation, step, "d" + step);
            }
        }
    }

    private void applied(String worker, long generation, long step, String digest) {
        told(worker, generation, new StepResult(step, digest, 1f / step, Map.of(), Map.of(), Optional.empty()));
    }

    private void checked(String worker, long generation, long step, Map<Integer, String> checks) {
        told(
                worker,
                generation,
                new StepResult(step, "d" + step, 1f / step, Map.of(), Map.of(), Optional.empty(), checks));
    }

    private void told(String worker, long generation, StepResult result) {
        script.report(worker, new Report.Applied(generation, PHASE, 3, result));
    }

    private void saved(long step, String... workers) {
        for (int rank = 0; rank < workers.length; rank++) {
            script.report(
                    workers[rank], new Report.Saved(1, 1, new SavedPart(step, "d" + step, rank, List.of(), Map.of())));
        }
    }
}
