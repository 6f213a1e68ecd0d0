package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.port.Standing;
import org.pieria.actors.training.Effect;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.view.RunState;

/** A run directory that cannot be written for a while ends no run. */
class FullDiskTest {

    private static final Standing START = new Standing("vqgan-low", 0, "d0");

    private final InMemoryLedger ledger = new InMemoryLedger();

    @Test
    void noStepWaitsAndWhatWasRefusedIsRecordedWhenThereIsRoom() {
        Script script = formed();
        ledger.full(true);

        script.bothApplied(1, 1).bothApplied(1, 2);
        assertThat(script.state().view().run().state()).isEqualTo(RunState.RUNNING);
        assertThat(ledger.recorded("vqgan-low")).isEmpty();
        ledger.full(false);
        script.passes(Duration.ofSeconds(2), "a", "b").bothApplied(1, 3);

        assertThat(ledger.recorded("vqgan-low").stream().map(StepRow::step)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aCoordinatorThatComesWaitsForItsTerm() {
        ledger.full(true);
        Script script = new Script(Plans.whole(2, true, "vqgan-low"), ledger);
        script.join("a").join("b");
        assertThat(script.state().term()).isZero();

        ledger.full(false);
        script.passes(Duration.ofSeconds(2), "a", "b");

        assertThat(script.state().term()).isEqualTo(1);
        assertThat(script.told("a", Order.Suspend.class)).isNotEmpty();
    }

    @Test
    void aGenerationIsClaimedUnderTheNextNumberSinceTheRefusedOneMayBeWritten() {
        Script script = formed();
        script.bothApplied(1, 1);
        ledger.full(true);
        script.happen(new Event.Lost("b", "its process ended"));
        ledger.claimElsewhere(2);

        ledger.full(false);
        script.passes(Duration.ofSeconds(2), "a");

        assertThat(script.told("a", Order.Suspend.class)).contains(new Order.Suspend(1, 3));
    }

    @Test
    void membersAreNotLostWhileTheirMembershipCannotBeRecorded() {
        Script script = new Script(Plans.whole(2, true, "vqgan-low"), ledger);
        script.join("a").join("b");
        ledger.full(true);
        script.report("a", new Report.Promise(1, 1, Optional.empty()))
                .report("b", new Report.Promise(1, 1, Optional.empty()));

        script.passes(Duration.ofMinutes(10), "a", "b");
        assertThat(script.told("a", Order.Activate.class)).isEmpty();
        ledger.full(false);
        script.passes(Duration.ofSeconds(2), "a", "b");
        script.report("a", new Report.Ready(1, START)).report("b", new Report.Ready(1, START));

        assertThat(script.state().view().run().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void theCheckpointWithoutWhichARunCannotGoOnIsTriedUntilItComesToBe() {
        Script script = formed();
        for (long step = 1; step <= 10; step++) {
            script.bothApplied(1, step);
        }
        for (int attempt = 1; attempt <= 3; attempt++) {
            script.report("a", new Report.SaveFailed(1, 10, attempt, "full"));
        }
        assertThat(script.of(Effect.Warn.class).map(Effect.Warn::message)).anyMatch(text -> text.contains("full"));

        script.passes(Duration.ofSeconds(2), "a", "b");
        assertThat(script.told("b", Order.Save.class)).contains(new Order.Save(1, 1, 10, 4));
        script.saved("a", 1, 4, 10).saved("b", 1, 4, 10);

        assertThat(ledger.published())
                .singleElement()
                .satisfies(ref -> assertThat(ref.step()).isEqualTo(10));
    }

    private Script formed() {
        Script script = new Script(Plans.whole(2, true, "vqgan-low"), ledger);
        return script.join("a").join("b").form(1, START);
    }
}
