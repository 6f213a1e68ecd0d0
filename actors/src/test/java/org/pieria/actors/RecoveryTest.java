package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.Standing;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.view.RunState;

class RecoveryTest {

    private static final Standing START = new Standing("vqgan-low", 0, "d0");

    private final Script script = new Script(Plans.whole(2, true, "vqgan-low"));

    @Test
    void theSurvivorsOfALostMemberGoOnFromWhatTheyHold() {
        formed();
        steps(1, 5);

        script.happen(new Event.Lost("b", "killed"))
                .applied("a", 1, 6, "d6")
                .report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 6, "d6"))));

        Assignment assignment = script.told("a", Order.Activate.class).get(0).assignment();
        assertThat(assignment.members()).extracting(Member::worker).containsExactly("a");
        assertThat(assignment.origin()).isEqualTo(new Origin.Memory(new Standing("vqgan-low", 6, "d6"), 0));
    }

    @Test
    void whatASurvivorAppliedBeforeIsRecordedThoughTheLostMemberNeverReportedIt() {
        formed();
        steps(1, 5);

        script.happen(new Event.Lost("b", "killed"))
                .applied("a", 1, 6, "d6")
                .report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 6, "d6"))))
                .report("a", new Report.Ready(2, new Standing("vqgan-low", 6, "d6")))
                .applied("a", 2, 7, "d7");

        assertThat(script.ledger.recorded("vqgan-low"))
                .extracting(StepRow::step, StepRow::generation)
                .endsWith(tuple(6L, 1L), tuple(7L, 2L));
    }

    @Test
    void aSignOfLifeWithThePromiseThatWasJustAskedForDisturbsNobody() {
        Script whole = new Script(Plans.whole(2, true, "vqgan-high"));
        whole.join("a").join("b").form(1, START);
        for (long step = 1; step <= 10; step++) {
            whole.bothApplied(1, step);
        }
        whole.saved("a", 1, 1, 10).saved("b", 1, 1, 10);
        JobUnit evaluation = whole.told("a", Order.Perform.class).get(0).unit();
        whole.report("a", new Report.Performed(evaluation, new JobResult(evaluation.name(), Map.of(), Map.of())));
        assertThat(whole.told("b", Order.Suspend.class)).containsExactly(new Order.Suspend(1, 2));

        whole.happen(new Event.Joined(ArithmeticRunner.host("a", Plans.CONTRACT), 2, Optional.empty()));

        assertThat(whole.told("b", Order.Suspend.class)).isEmpty();
        assertThat(whole.form(2, new Standing("vqgan-high", 0, "e0")).told("b", Order.Run.class))
                .extracting(Order.Run::generation)
                .containsExactly(2L);
    }

    @Test
    void aWorkerThatComesBackJoinsAtAStepAtWhichAllStand() {
        formed();
        steps(1, 5);
        script.happen(new Event.Lost("b", "killed"))
                .report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 5, "d5"))))
                .report("a", new Report.Ready(2, new Standing("vqgan-low", 5, "d5")));

        script.join("b");
        assertThat(script.told("b", Order.Warm.class)).singleElement().satisfies(warm -> {
            assertThat(warm.assignment().members()).extracting(Member::worker).containsExactly("b");
            assertThat(warm.assignment().origin()).as("it follows").isInstanceOf(Origin.Following.class);
        });
        assertThat(script.told("a", Order.Hold.class))
                .as("nobody waits for it yet")
                .isEmpty();
        script.report("b", new Report.Warmed("vqgan-low"));
        assertThat(script.told("a", Order.Hold.class)).hasSize(1);

        script.report("a", new Report.Held(2, 2, 6)).applied("a", 2, 6, "d6");
        script.report("a", new Report.Promise(1, 3, Optional.of(new Standing("vqgan-low", 6, "d6"))))
                .report("b", new Report.Promise(1, 3, Optional.empty()));

        Assignment assignment = script.told("b", Order.Activate.class).get(0).assignment();
        assertThat(assignment.members()).extracting(Member::worker).containsExactly("a", "b");
        assertThat(assignment.origin()).isEqualTo(new Origin.Memory(new Standing("vqgan-low", 6, "d6"), 0));
    }

    @Test
    void aSpareThatIsWarmTakesThePlaceOfTheLostAtOnce() {
        formed();
        steps(1, 5);
        script.join("c");
        assertThat(script.told("c", Order.Warm.class).get(0).assignment().origin())
                .as("a spare follows nobody")
                .isEqualTo(Origin.Beginning.INSTANCE);
        script.report("c", new Report.Warmed("vqgan-low"));
        assertThat(script.told("a", Order.Hold.class))
                .as("the generation is whole")
                .isEmpty();

        script.happen(new Event.Lost("b", "killed"));
        script.report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 5, "d5"))))
                .report("c", new Report.Promise(1, 2, Optional.empty()));

        Assignment assignment = script.told("c", Order.Activate.class).get(0).assignment();
        assertThat(assignment.members()).extracting(Member::worker).containsExactly("a", "c");
    }

    @Test
    void aSpareThatCannotTakeTheStateWarmsUpAnewBeforeItTriesAgain() {
        formed();
        steps(1, 5);
        script.join("c").report("c", new Report.Warmed("vqgan-low")).happen(new Event.Lost("b", "killed"));
        script.report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 5, "d5"))))
                .report("c", new Report.Promise(1, 2, Optional.empty()));

        script.report("c", new Report.Broken(2, true, "no way to the donor"));
        script.report("a", new Report.Promise(1, 3, Optional.of(new Standing("vqgan-low", 5, "d5"))))
                .report("a", new Report.Ready(3, new Standing("vqgan-low", 5, "d5")));

        assertThat(script.told("a", Order.Run.class)).hasSize(1);
        assertThat(script.told("c", Order.Warm.class)).hasSize(1);
    }

    @Test
    void whenNobodyIsLeftTheNextGenerationBeginsAtTheNewestCheckpoint() {
        formed();
        steps(1, 5);
        script.saved("a", 1, 1, 4).saved("b", 1, 1, 4);

        script.happen(new Event.Lost("b", "killed")).happen(new Event.Lost("a", "killed"));
        script.join("a").join("b");
        for (String worker : List.of("a", "b")) {
            script.report(worker, new Report.Promise(1, 3, Optional.empty()));
        }

        Order.Activate order = script.told("a", Order.Activate.class).get(0);
        assertThat(order.assignment().generation()).isEqualTo(3);
        assertThat(order.assignment().origin()).isEqualTo(new Origin.Checkpoint("checkpoints/vqgan-low/4-g1-1"));
    }

    @Test
    void stepsThatWereRecordedAndLostAreTakenAgainByMembersThatStandBeforeThem() {
        formed();
        steps(1, 5);
        Standing third = new Standing("vqgan-low", 3, "d3");
        Script successor = new Script(Plans.whole(2, true, "vqgan-low"), script.ledger);

        successor.join("a").join("b");
        for (String worker : List.of("a", "b")) {
            successor.report(worker, new Report.Promise(2, 2, Optional.of(third)));
        }
        successor.report("a", new Report.Ready(2, third)).report("b", new Report.Ready(2, third));

        assertThat(successor.told("a", Order.Run.class))
                .extracting(Order.Run::to)
                .containsExactly(7L);
        successor.bothApplied(2, 4).bothApplied(2, 5).bothApplied(2, 6);
        assertThat(script.ledger.recorded("vqgan-low")).hasSize(6);
    }

    @Test
    void statesThatDifferAfterTheSameStepAreNotGoneOnFrom() {
        formed();
        steps(1, 5);
        script.saved("a", 1, 1, 4).saved("b", 1, 1, 4);

        script.report("a", new Report.Broken(1, true, "peer lost"))
                .report("a", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 6, "d6"))))
                .report("b", new Report.Promise(1, 2, Optional.of(new Standing("vqgan-low", 6, "other"))));

        assertThat(script.told("a", Order.Activate.class).get(0).assignment().origin())
                .isEqualTo(new Origin.Checkpoint("checkpoints/vqgan-low/4-g1-1"));
    }

    @Test
    void aWorkerWhoseStepWasInterruptedIsNoFailureButOneWhoseEngineFailedIs() {
        formed();

        script.report("a", new Report.Broken(1, true, "peer lost"));
        assertThat(script.state().view().run().state()).isEqualTo(RunState.FORMING);
        script.form(2, START).report("a", new Report.Broken(2, false, "digests differ"));

        assertThat(script.state().view().run().problem()).contains("a failed in generation 2: digests differ");
    }

    private void formed() {
        script.join("a").join("b").form(1, START);
    }

    private void steps(long from, long to) {
        for (long step = from; step <= to; step++) {
            script.bothApplied(1, step);
        }
    }
}
