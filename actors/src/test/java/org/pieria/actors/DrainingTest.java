package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Standing;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;

class DrainingTest {

    private static final Standing START = new Standing("vqgan-low", 0, "d0");

    private final Script script = new Script(Plans.whole(2, true, "vqgan-low"));

    @Test
    void aWorkerThatLeavesIsLetGoOnlyWhenTheOthersHaveTakenOverAtTheStepAtWhichAllStand() {
        formed();
        script.happen(new Event.DrainAsked("b", "drained"));
        assertThat(script.answer().accepted()).isTrue();
        assertThat(script.told("a", Order.Hold.class)).hasSize(1);

        standAt(3);
        assertThat(script.told("b", Order.Dismiss.class)).isEmpty();
        script.report("a", new Report.Promise(1, 2, Optional.of(at(3)))).report("a", new Report.Ready(2, at(3)));

        assertThat(script.told("b", Order.Dismiss.class)).containsExactly(new Order.Dismiss(1, true, "drained"));
        assertThat(script.told("a", Order.Run.class)).hasSize(1);
        assertThat(script.ledger.recorded("vqgan-low")).hasSize(3);
    }

    @Test
    void aWorkerThatWantsToLeaveIsTreatedAsOneThatIsToAndSayingItAgainChangesNothing() {
        formed();

        script.report("b", new Report.Leaving("preempted"));
        assertThat(script.told("b", Order.Hold.class)).hasSize(1);
        script.report("b", new Report.Leaving("preempted"));

        assertThat(script.effects).isEmpty();
    }

    @Test
    void theLastWorkersLeaveACheckpoint() {
        formed();
        script.report("a", new Report.Leaving("x")).report("b", new Report.Leaving("x"));

        standAt(3);
        assertThat(script.told("a", Order.Save.class)).hasSize(1);
        script.saved("a", 1, 1, 3).saved("b", 1, 1, 3);

        assertThat(script.told("a", Order.Dismiss.class)).isNotEmpty();
        assertThat(script.told("b", Order.Dismiss.class)).isNotEmpty();
        assertThat(script.ledger.published()).hasSize(1);
    }

    @Test
    void aSpareTakesTheStateFromTheOnesThatLeave() {
        formed();
        script.join("c").report("c", new Report.Warmed("vqgan-low"));
        script.report("a", new Report.Leaving("x")).report("b", new Report.Leaving("x"));
        standAt(3);

        script.report("a", new Report.Promise(1, 2, Optional.of(at(3))))
                .report("b", new Report.Promise(1, 2, Optional.of(at(3))))
                .report("c", new Report.Promise(1, 2, Optional.empty()));
        assertThat(script.told("c", Order.Activate.class).get(0).assignment().members())
                .extracting(Member::worker)
                .containsExactly("a", "b", "c");
        for (String worker : List.of("a", "b", "c")) {
            script.report(worker, new Report.Ready(2, at(3)));
        }

        assertThat(script.told("c", Order.Suspend.class)).containsExactly(new Order.Suspend(1, 3));
        script.report("c", new Report.Promise(1, 3, Optional.of(at(3)))).report("c", new Report.Ready(3, at(3)));
        assertThat(script.told("a", Order.Dismiss.class)).hasSize(1);
        assertThat(script.told("c", Order.Run.class)).hasSize(1);
    }

    @Test
    void hostsOfOneUnitLeaveTogether() {
        for (String worker : List.of("a", "b", "c")) {
            script.happen(new Event.Joined(
                    ArithmeticRunner.host(worker, Plans.CONTRACT, 1, worker.equals("a") ? "" : "slice-1"),
                    0,
                    Optional.empty()));
        }

        script.happen(new Event.DrainAsked("b", "drained"));

        assertThat(script.state().view().workers())
                .extracting(worker -> worker.host().worker() + " " + worker.state())
                .contains("b leaving: drained", "c leaving: drained")
                .doesNotContain("a leaving: drained");
    }

    @Test
    void aWorkerThatIsNoMemberIsLetGoAtOnce() {
        formed();
        script.join("c").happen(new Event.DrainAsked("c", "drained"));

        assertThat(script.told("c", Order.Dismiss.class)).hasSize(1);
    }

    @Test
    void whoIsNotThereCannotLeave() {
        script.join("a").happen(new Event.DrainAsked("z", "drained"));

        assertThat(script.answer().message()).isEqualTo("no worker z is there; present: a");
    }

    private void formed() {
        script.join("a").join("b").form(1, START);
    }

    /** The hold's answers come and the held steps are applied. */
    private void standAt(long step) {
        for (long each = 1; each < step; each++) {
            script.bothApplied(1, each);
        }
        script.report("a", new Report.Held(1, 2, step)).report("b", new Report.Held(1, 2, step));
        script.bothApplied(1, step);
    }

    private static Standing at(long step) {
        return new Standing("vqgan-low", step, "d" + step);
    }
}
