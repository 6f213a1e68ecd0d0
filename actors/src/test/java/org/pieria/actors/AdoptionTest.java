package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.Standing;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunState;

class AdoptionTest {

    private static final Standing START = new Standing("vqgan-low", 0, "d0");

    private final TrainingPlan plan = Plans.whole(2, true, "vqgan-low");
    private final Script first = new Script(plan);

    @Test
    void aSuccessorGoesOnWithAGenerationThatOutlivedItsCoordinator() {
        Script successor = successorAt(2);

        serving(successor, "a", 2);
        assertThat(successor.told("a", Order.Run.class))
                .as("one member is not heard yet")
                .isEmpty();
        serving(successor, "b", 2);

        assertThat(successor.told("a", Order.Suspend.class)).isEmpty();
        assertThat(successor.told("a", Order.Run.class)).singleElement().satisfies(run -> {
            assertThat(run.term()).isEqualTo(2);
            assertThat(run.generation()).isEqualTo(1);
            assertThat(run.grant()).as("above every grant obeyed").isEqualTo(6);
            assertThat(run.to()).as("nothing granted is taken back").isEqualTo(9);
        });
        assertThat(successor.state().view().run().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void stepsThatOnlyTheWorkersKnowOfAreRecordedOnceBothToldAgain() {
        Script successor = successorAt(2);
        serving(successor, "a", 4);
        successor.applied("a", 1, 3, "d3").applied("a", 1, 4, "d4");
        serving(successor, "b", 3);
        successor.applied("b", 1, 3, "d3");

        assertThat(successor.ledger.recorded("vqgan-low").stream().map(StepRow::step))
                .containsExactly(1L, 2L, 3L);
        successor.applied("b", 1, 4, "d4");
        assertThat(successor.ledger.recorded("vqgan-low")).hasSize(4);
    }

    @Test
    void survivorsGoOnInANewGenerationWhenAMemberDiedWithTheCoordinator() {
        Script successor = successorAt(2);
        serving(successor, "a", 2);

        successor.passes(Duration.ofSeconds(3));

        assertThat(successor.told("a", Order.Suspend.class)).contains(new Order.Suspend(2, 2));
    }

    @Test
    void aMemberOfWhichNothingIsLeftIsNotWaitedFor() {
        Script successor = successorAt(2);
        serving(successor, "a", 2);

        successor.happen(new Event.Lost("b", "nobody answers at its address"));

        assertThat(successor.told("a", Order.Suspend.class)).containsExactly(new Order.Suspend(2, 2));
    }

    @Test
    void aMemberThatBeganAnewIsNotTakenForOneThatGoesOn() {
        Script successor = successorAt(2);
        serving(successor, "a", 2);

        successor.join("b");

        assertThat(successor.told("a", Order.Suspend.class)).containsExactly(new Order.Suspend(2, 2));
        assertThat(successor.told("b", Order.Activate.class)).isEmpty();
    }

    @Test
    void aGenerationThatDidStepsOfWhichNobodyTellsIsNotAdopted() {
        Script successor = successorAt(2);
        serving(successor, "a", 4);
        serving(successor, "b", 4);

        successor.passes(Duration.ofSeconds(3));

        assertThat(successor.told("a", Order.Suspend.class)).contains(new Order.Suspend(2, 2));
    }

    @Test
    void withNobodyLeftAllAreGatheredAsInTheBeginning() {
        Script successor = successorAt(2);
        successor.join("a");
        assertThat(successor.told("a", Order.Suspend.class)).isEmpty();

        successor.join("b");

        assertThat(successor.told("a", Order.Suspend.class)).containsExactly(new Order.Suspend(2, 2));
    }

    @Test
    void aPauseThatWasAskedForHoldsAfterASuccession() {
        formed();
        first.bothApplied(1, 1).happen(new Event.PauseAsked("vqgan-low"));
        Script successor = new Script(plan, first.ledger);
        serving(successor, "a", 1);
        serving(successor, "b", 1);

        assertThat(successor.told("a", Order.Hold.class)).hasSize(1);
        for (String worker : List.of("a", "b")) {
            successor.report(worker, new Report.Held(1, 6, 1));
        }
        assertThat(successor.state().view().phases().get(0).state()).isEqualTo(PhaseView.State.PAUSED);
    }

    @Test
    void membersComeToAStandBeforeOneOfThemLeaves() {
        Script successor = successorAt(2);
        serving(successor, "a", 2);
        successor.happen(new Event.DrainAsked("a", "drained"));
        serving(successor, "b", 2);

        assertThat(successor.told("b", Order.Hold.class)).hasSize(1);
        assertThat(successor.told("b", Order.Suspend.class))
                .as("they may be steps ahead of what was told")
                .isEmpty();
        for (String worker : List.of("a", "b")) {
            successor.report(worker, new Report.Held(1, 6, 3));
        }
        successor.bothApplied(1, 3);

        assertThat(successor.told("b", Order.Suspend.class)).containsExactly(new Order.Suspend(2, 2));
    }

    @Test
    void aPhaseThatWasStartedByAPersonGoesOnAfterTheEndOfAllProcesses() {
        TrainingPlan waiting = Plans.whole(2, false, "vqgan-low");
        Script asked = new Script(waiting);
        asked.happen(new Event.StartAsked("vqgan-low"));
        Script successor = new Script(waiting, asked.ledger);

        successor.join("a").join("b");

        assertThat(successor.told("b", Order.Suspend.class)).hasSize(1);
    }

    @Test
    void aMemberThatPromisedToAnotherEndsTheGeneration() {
        Script successor = successorAt(2);
        serving(successor, "a", 2);
        serving(successor, "b", 2);

        successor.happen(new Event.Joined(ArithmeticRunner.host("a", Plans.CONTRACT), 2, Optional.empty()));

        assertThat(successor.told("b", Order.Suspend.class)).containsExactly(new Order.Suspend(2, 3));
    }

    private void formed() {
        first.join("a").join("b").form(1, START);
    }

    private Script successorAt(long step) {
        formed();
        for (long each = 1; each <= step; each++) {
            first.bothApplied(1, each);
        }
        return new Script(plan, first.ledger);
    }

    private static void serving(Script script, String worker, long step) {
        Standing standing = new Standing("vqgan-low", step, "d" + step);
        script.happen(new Event.Joined(
                ArithmeticRunner.host(worker, Plans.CONTRACT), 1, Optional.of(new Service(1, standing, 0, 5, 9))));
    }
}
