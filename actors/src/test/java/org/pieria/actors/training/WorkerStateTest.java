package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;

class WorkerStateTest {

    private static final Cadence NOTHING = new Cadence(0, 0, 0, 100);

    private WorkerState state = WorkerState.initial();

    @Test
    void promisesAtOnceWhenTheEngineIsIdle() {
        assertThat(order(new Order.Suspend(1, 1)))
                .contains(new WorkerEffect.Send(new Report.Promise(1, 1, Optional.empty())));
    }

    @Test
    void promisesOnlyAfterTheStepUnderWayHasEnded() {
        stepping(1, 8);

        List<WorkerEffect> suspended = order(new Order.Suspend(1, 2));
        List<WorkerEffect> failed = happen(new WorkerEvent.StepFailed(1, new Fault(true, "interrupted")));
        List<WorkerEffect> stood = happen(new WorkerEvent.Stood(at(0)));

        assertThat(suspended).containsExactly(new WorkerEffect.Interrupt(2));
        assertThat(failed).containsExactly(WorkerEffect.AskStanding.INSTANCE);
        assertThat(stood).containsExactly(new WorkerEffect.Send(new Report.Promise(1, 2, Optional.of(at(0)))));
    }

    @Test
    void beginsNoStepOfAGenerationBelowItsPromise() {
        stepping(1, 8);
        order(new Order.Suspend(1, 2));

        assertThat(happen(stepped(1, 1))).noneMatch(WorkerEffect.Step.class::isInstance);
        assertThat(order(run(1, 1, 5, 9))).isEmpty();
    }

    @Test
    void obeysNoOrderOfALowerTerm() {
        order(new Order.Suspend(3, 1));

        assertThat(order(new Order.Suspend(2, 9))).isEmpty();
        assertThat(state.promised()).isEqualTo(1);
    }

    @Test
    void aWorkerThatIsNoMemberBuildsThePhaseAndPromisesNothingMeanwhile() {
        Order.Warm warm = new Order.Warm(1, assignment(0));

        assertThat(order(warm)).containsExactly(new WorkerEffect.Warm(warm.assignment()));
        assertThat(order(warm)).as("it is at it").isEmpty();
        assertThat(order(new Order.Suspend(1, 2))).containsExactly(new WorkerEffect.Interrupt(2));
        assertThat(happen(new WorkerEvent.Warmed("base")))
                .containsExactly(
                        new WorkerEffect.Send(new Report.Warmed("base")),
                        new WorkerEffect.Send(new Report.Promise(1, 2, Optional.empty())));
        assertThat(order(warm)).containsExactly(new WorkerEffect.Send(new Report.Warmed("base")));
    }

    @Test
    void aWorkerThatCouldNotBuildThePhaseTriesAgainWhenAskedAgain() {
        Order.Warm warm = new Order.Warm(1, assignment(0));
        order(warm);
        happen(new WorkerEvent.WarmFailed("base", "no memory"));

        assertThat(order(warm)).containsExactly(new WorkerEffect.Warm(warm.assignment()));
    }

    @Test
    void aMemberDoesNotLeaveItsStepsToBuildAnything() {
        stepping(1, 8);

        assertThat(order(new Order.Warm(1, assignment(0)))).noneMatch(WorkerEffect.Warm.class::isInstance);
    }

    @Test
    void stepsToTheEndOfItsWindowAndNotBeyond() {
        stepping(1, 2);

        assertThat(happen(stepped(1, 1))).contains(new WorkerEffect.Step(1, 2));
        assertThat(happen(stepped(1, 2))).noneMatch(WorkerEffect.Step.class::isInstance);
    }

    @Test
    void aHoldTakesBackWhatWasGrantedAndAnOlderGrantDoesNotGiveItAgain() {
        stepping(1, 8);

        assertThat(order(new Order.Hold(1, 1, 3))).containsExactly(new WorkerEffect.Send(new Report.Held(1, 3, 1)));
        order(run(1, 1, 2, 8));

        assertThat(happen(stepped(1, 1))).noneMatch(WorkerEffect.Step.class::isInstance);
        assertThat(order(new Order.RunTo(1, 1, 4, 2))).containsExactly(new WorkerEffect.Step(1, 2));
    }

    @Test
    void savesTheStandingStepBeforeTheNextOneBegins() {
        prepared(1);
        order(new Order.Run(1, 1, 1, 8, new Cadence(1, 0, 0, 100)));

        List<WorkerEffect> effects = happen(stepped(1, 1));

        assertThat(effects).hasSize(3);
        assertThat(effects.get(1)).isInstanceOf(WorkerEffect.Save.class);
        assertThat(effects.get(2)).isEqualTo(new WorkerEffect.Step(1, 2));
    }

    @Test
    void evaluatesTheStandingStateBeforeTheNextStepBegins() {
        prepared(1);
        order(new Order.Run(1, 1, 1, 8, new Cadence(0, 1, 0, 100)));

        List<WorkerEffect> effects = happen(stepped(1, 1));

        assertThat(effects.get(1)).isInstanceOf(WorkerEffect.Perform.class);
        assertThat(effects.get(2)).isEqualTo(new WorkerEffect.Step(1, 2));
        assertThat(happen(stepped(1, 2)))
                .as("the second evaluation waits for the first, and the step for it")
                .hasSize(1);
    }

    @Test
    void repeatsReportsThatWereNotAcknowledgedUntilTheyAreDurable() {
        stepping(1, 1);
        happen(stepped(1, 1));

        assertThat(happen(WorkerEvent.Heartbeat.INSTANCE)).isEmpty();
        assertThat(happen(WorkerEvent.Heartbeat.INSTANCE)).hasSize(1);
        order(new Order.Welcome(1, "base", 1));
        assertThat(happen(WorkerEvent.Heartbeat.INSTANCE)).isEmpty();
    }

    @Test
    void answersARepeatedUnitWithoutDoingItAgain() {
        JobUnit unit = new JobUnit(JobUnit.Kind.TOKENISE, "u", 0, 1, Map.of(), Map.of());
        JobResult result = new JobResult("u", Map.of(), Map.of("p", "h"));
        order(new Order.Perform(1, unit));
        happen(new WorkerEvent.UnitDone(unit, result));

        assertThat(order(new Order.Perform(1, unit)))
                .containsExactly(new WorkerEffect.Send(new Report.Performed(unit, result)));
    }

    @Test
    void doesAUnitOfTheSameNameAgainWhenItUsesAnotherCheckpoint() {
        JobUnit unit = new JobUnit(JobUnit.Kind.TOKENISE, "u", 0, 1, Map.of("vqgan-low", "10-g3-1"), Map.of());
        JobUnit other = new JobUnit(JobUnit.Kind.TOKENISE, "u", 0, 1, Map.of("vqgan-low", "10-g4-1"), Map.of());
        order(new Order.Perform(1, unit));
        happen(new WorkerEvent.UnitDone(unit, new JobResult("u", Map.of(), Map.of())));

        assertThat(order(new Order.Perform(1, other))).containsExactly(new WorkerEffect.Perform(other));
    }

    @Test
    void servesOnWhenItWantsToLeaveAndSaysSoUntilItIsLetGo() {
        stepping(1, 8);

        assertThat(happen(new WorkerEvent.Leave("drain")))
                .containsExactly(new WorkerEffect.Send(new Report.Leaving("drain")));
        assertThat(happen(stepped(1, 1))).contains(new WorkerEffect.Step(1, 2));
        assertThat(happen(WorkerEvent.Heartbeat.INSTANCE)).contains(new WorkerEffect.Send(new Report.Leaving("drain")));
        assertThat(order(new Order.Dismiss(1, true, "drain"))).contains(new WorkerEffect.Dismissed(true, "drain"));
    }

    private void stepping(long generation, long to) {
        prepared(generation);
        order(run(1, generation, 1, to));
    }

    private void prepared(long generation) {
        order(new Order.Suspend(1, generation));
        order(new Order.Activate(1, assignment(generation)));
        happen(new WorkerEvent.Prepared(generation, at(0)));
    }

    private static Order.Run run(long term, long generation, long grant, long to) {
        return new Order.Run(term, generation, grant, to, NOTHING);
    }

    private static Standing at(long step) {
        return new Standing("base", step, "d" + step);
    }

    private static WorkerEvent.Stepped stepped(long generation, long step) {
        return new WorkerEvent.Stepped(
                generation, new StepResult(step, "d" + step, 1, Map.of(), Map.of(), Optional.empty()));
    }

    private static Assignment assignment(long generation) {
        return new Assignment(
                "base",
                generation,
                0,
                List.of(new Member("w", "a", "b")),
                Origin.Beginning.INSTANCE,
                Map.of(),
                Optional.empty());
    }

    private List<WorkerEffect> order(Order order) {
        return happen(new WorkerEvent.Ordered(order));
    }

    private List<WorkerEffect> happen(WorkerEvent event) {
        WorkerDecision decision = state.apply(event);
        state = decision.state();
        return decision.effects();
    }
}
