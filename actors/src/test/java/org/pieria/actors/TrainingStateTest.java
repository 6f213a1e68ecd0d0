package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.training.Report;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

class TrainingStateTest {

    private static final Standing START = new Standing("vqgan-low", 0, "d0");

    private final Script script = new Script(Plans.whole(2, true, "vqgan-low"));

    @Test
    void claimsTheNextNumberAndAsksForPromisesOnceEnoughWorkersAreThere() {
        assertThat(script.join("a").told("a", Order.Suspend.class)).isEmpty();

        script.join("b");

        assertThat(script.told("a", Order.Suspend.class)).containsExactly(new Order.Suspend(1, 1));
        assertThat(script.told("b", Order.Suspend.class)).containsExactly(new Order.Suspend(1, 1));
    }

    @Test
    void refusesAWorkerOfAnotherContractAndShowsWhy() {
        script.happen(new Event.Joined(ArithmeticRunner.host("a", "deadbeef"), 0, Optional.empty()));

        assertThat(script.told("a", Order.Refuse.class)).hasSize(1);
        assertThat(script.state().view().workers().get(0).state())
                .startsWith("refused: ")
                .contains("deadbeef")
                .contains(Plans.CONTRACT);
    }

    @Test
    void failsNamingWhoIsMissingWhenTooFewWorkersCome() {
        script.join("a").join("b").happen(new Event.Lost("b", "its process ended"));

        script.passes(Duration.ofSeconds(22), "a");

        assertThat(script.state().view().run().state()).isEqualTo(RunState.FAILED);
        assertThat(script.state().view().run().problem())
                .contains("2 workers are needed and 1 came")
                .contains("present: a")
                .contains("b (its process ended)");
    }

    @Test
    void aWorkerThatGivesNoPromiseInTimeIsLost() {
        script.join("a").join("b").report("a", new Report.Promise(1, 1, Optional.empty()));

        script.passes(Duration.ofSeconds(7), "a", "b");

        assertThat(script.effects.stream().map(Object::toString))
                .anyMatch(effect -> effect.contains("b is lost: gave no promise in time"));
    }

    @Test
    void failsNamingWorkersAndDigestsWhenTheyDoNotStandAtTheSameState() {
        formUnequal();

        assertThat(script.state().view().run().problem())
                .contains("a at step 0 of vqgan-low with digest d0")
                .contains("b at step 0 of vqgan-low with digest OTHER");
    }

    private void formUnequal() {
        script.join("a").join("b");
        for (String worker : List.of("a", "b")) {
            script.report(worker, new Report.Promise(1, 1, Optional.empty()));
        }
        script.report("a", new Report.Ready(1, START));
        script.report("b", new Report.Ready(1, new Standing("vqgan-low", 0, "OTHER")));
    }

    @Test
    void grantsAFirstWindowOfFourStepsAndExtendsItWhenHalfIsUsed() {
        formed();
        assertThat(script.told("b", Order.Run.class).get(0).to()).isEqualTo(4);

        script.passes(Duration.ofSeconds(2), "a", "b").bothApplied(1, 1);
        assertThat(script.told("a", Order.Run.class)).isEmpty();
        script.passes(Duration.ofSeconds(2), "a", "b").bothApplied(1, 2);

        assertThat(script.told("a", Order.Run.class).get(0).to())
                .as("ten seconds ahead are five steps of two seconds")
                .isEqualTo(7);
    }

    @Test
    void aStepCountsOnlyWhenAllMembersReportedItAndOutOfOrderReportsWait() {
        formed();

        script.applied("a", 1, 1, "d1").applied("a", 1, 2, "d2").applied("b", 1, 2, "d2");
        assertThat(script.ledger.recorded("vqgan-low")).isEmpty();
        script.applied("b", 1, 1, "d1");

        assertThat(script.ledger.recorded("vqgan-low").stream().map(StepRow::step))
                .containsExactly(1L, 2L);
        assertThat(script.emitted(RunEvent.StepApplied.class)).hasSize(2);
    }

    @Test
    void namesWorkersWhenDigestsDifferAndFormsAnew() {
        formed();

        script.applied("a", 1, 1, "d1").applied("b", 1, 1, "OTHER");

        assertThat(script.effects.stream().map(Object::toString))
                .anyMatch(text -> text.contains("a has d1, b has OTHER"));
        assertThat(script.state().view().run().state()).isEqualTo(RunState.FORMING);
    }

    @Test
    void reportsOfAnOlderGenerationAreNotCounted() {
        formed();

        script.applied("a", 0, 1, "d1").applied("b", 0, 1, "d1");

        assertThat(script.ledger.recorded("vqgan-low")).isEmpty();
    }

    @Test
    void publishesACheckpointWhenAllItsPartsAreThere() {
        formed();
        steps(1, 4);

        script.saved("a", 1, 1, 4);
        assertThat(script.ledger.published()).isEmpty();
        script.saved("b", 1, 1, 4);

        assertThat(script.ledger.published()).hasSize(1);
        assertThat(script.ledger.published().get(0).path()).isEqualTo("checkpoints/vqgan-low/4-g1-1");
        assertThat(script.saved("b", 1, 1, 4).ledger.published())
                .as("a part that comes again publishes nothing")
                .hasSize(1);
    }

    @Test
    void aPeriodicCheckpointThatFailsIsNoEndOfTheRun() {
        formed();
        steps(1, 4);

        script.report("a", new Report.SaveFailed(1, 4, 1, "no space left"));

        assertThat(script.of(Effect.Warn.class).map(Effect.Warn::message))
                .anyMatch(text -> text.contains("no space left"));
        assertThat(script.state().view().run().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void pausingBringsAllWorkersToTheHighestStepAnyHasContributedTo() {
        formed();
        script.bothApplied(1, 1);

        script.happen(new Event.PauseAsked("vqgan-low"));
        assertThat(script.answer().accepted()).isTrue();
        Order.Hold hold = script.told("a", Order.Hold.class).get(0);
        script.report("a", new Report.Held(1, hold.grant(), 2)).report("b", new Report.Held(1, hold.grant(), 3));

        assertThat(script.told("a", Order.RunTo.class).get(0).to()).isEqualTo(3);
        steps(2, 3);
        assertThat(script.state().view().run().state()).isEqualTo(RunState.PAUSED);
        assertThat(script.state().view().phases().get(0).state()).isEqualTo(PhaseView.State.PAUSED);
    }

    @Test
    void stoppingSavesTheStepAtWhichAllStand() {
        formed();
        steps(1, 2);

        script.happen(new Event.StopAsked("vqgan-low"));
        long grant = script.told("a", Order.Hold.class).get(0).grant();
        script.report("a", new Report.Held(1, grant, 2)).report("b", new Report.Held(1, grant, 2));

        assertThat(script.told("a", Order.Save.class)).containsExactly(new Order.Save(1, 1, 2, 1));
        script.saved("a", 1, 1, 2).saved("b", 1, 1, 2);
        assertThat(script.state().view().run().state()).isEqualTo(RunState.PAUSED);
        assertThat(script.ledger.published().get(0).step()).isEqualTo(2);
    }

    @Test
    void generationsThatNeverTakeAStepAreGivenUpInTheEnd() {
        formed();

        for (long generation = 1; generation <= 11; generation++) {
            script.report("a", new Report.Broken(generation, true, "port in use"))
                    .form(generation + 1, START);
        }

        assertThat(script.state().view().run().problem())
                .contains("10 generations in a row")
                .contains("port in use");
    }

    @Test
    void aStepThatNobodyReportsForTooLongBreaksTheGeneration() {
        formed();
        script.applied("a", 1, 1, "d1");

        script.passes(Duration.ofSeconds(38), "a", "b");

        assertThat(script.effects.stream().map(Object::toString))
                .anyMatch(text -> text.contains("step 1 of vqgan-low was not reported by b"));
        assertThat(script.told("a", Order.Suspend.class)).contains(new Order.Suspend(1, 2));
    }

    @Test
    void ordersThatWereNotAnsweredAreRepeated() {
        script.join("a").join("b").report("a", new Report.Promise(1, 1, Optional.empty()));
        script.effects.clear();

        script.passes(Duration.ofSeconds(2), "a", "b");

        assertThat(script.told("a", Order.Suspend.class)).isEmpty();
        assertThat(script.told("b", Order.Suspend.class)).isNotEmpty();
    }

    @Test
    void theUnitOfALostWorkerIsDealtAgain() {
        formed();
        steps(1, 10);
        script.saved("a", 1, 1, 10).saved("b", 1, 1, 10);
        JobUnit unit = script.dealt("a").get(0);
        assertThat(unit.kind()).isEqualTo(JobUnit.Kind.EVALUATE);

        script.happen(new Event.Lost("a", "killed"));

        assertThat(script.dealt("b")).containsExactly(unit);
    }

    @Test
    void finishesWhenThePhaseIsSavedAndEvaluatedAndTellsTheWorkers() {
        formed();
        steps(1, 10);
        script.saved("a", 1, 1, 10).saved("b", 1, 1, 10);

        script.report("a", performed(script.dealt("a").get(0)));

        assertThat(script.state().view().run().state()).isEqualTo(RunState.FINISHED);
        assertThat(script.told("a", Order.Dismiss.class)).hasSize(1);
        assertThat(script.passes(Duration.ofSeconds(4)).of(Effect.End.class))
                .containsExactly(new Effect.End(Outcome.FINISHED, "the run is finished at step 10 of vqgan-low"));
        assertThat(script.state().view().phases().get(0).heldOut()).containsEntry("psnr", 20.0);
    }

    @Test
    void stepsDownForGoodWhenTheNumberItWantsIsTaken() {
        script.ledger.claimElsewhere(1);

        script.join("a").join("b");

        assertThat(script.of(Effect.End.class).map(Effect.End::outcome)).containsExactly(Outcome.OVERRULED);
        assertThat(script.told("a", Order.Dismiss.class)).isEmpty();
    }

    @Test
    void startingAPhaseWhoseElderIsNotTrainedIsRefusedWithTheRemedy() {
        Script idle = new Script(Plans.whole(2, false, ""));

        assertThat(idle.happen(new Event.StartAsked("base")).answer().message()).contains("start vqgan-low");
        assertThat(idle.happen(new Event.StartAsked("nope")).answer().message()).contains("known are vqgan-low");
        assertThat(idle.happen(new Event.StartAsked("vqgan-low")).answer().accepted())
                .isTrue();
    }

    @Test
    void theNewestOptimizersReportIsKeptWithEveryWorkersDigest() {
        formed();
        OptimizerReport report = new OptimizerReport(List.of(new OptimizerReport.OfTensor("t", 1, 2, 3, 0)));
        StepResult result = new StepResult(1, "d1", 1, Map.of(), Map.of(), Optional.of(report));
        script.report("a", new Report.Applied(1, "vqgan-low", 2, result))
                .report("b", new Report.Applied(1, "vqgan-low", 2, result));

        OptimizerView view = script.state().view().optimizer().orElseThrow();
        assertThat(view.agree()).isTrue();
        assertThat(view.digests()).isEqualTo(Map.of("a", "d1", "b", "d1"));
    }

    private static Report.Performed performed(JobUnit unit) {
        return new Report.Performed(
                unit, new JobResult(unit.name(), Map.of("psnr.sum", 40.0, "psnr.weight", 2.0), Map.of()));
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
