package org.pieria.benchmarks.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.checkpointing.milestone.Milestone;

class ChronicleTest {

    private static final long FIRST = 1;
    private static final long SECOND = 2;
    private static final long MILLI = 1000;

    private final List<Passing> passings = new ArrayList<>();

    @Test
    void theStallOfADeathReachesFromTheLastStepBeforeToTheFirstAfterLessANormalOne() {
        twoMembersOfWhichTheSecondDiesAt(95);

        Costs costs = new Costs(chronicle(), List.of(death(95)));

        assertThat(costs.all()).singleElement().satisfies(cost -> {
            assertThat(cost.situation()).isEqualTo("serving");
            assertThat(cost.stall()).isEqualTo(300 - 90 - 10);
        });
        assertThat(costs.joins().sorted()).isEmpty();
    }

    @Test
    void aStepThatWasOnlyBegunIsComputedTwiceAndNotLost() {
        twoMembersOfWhichTheSecondDiesAt(95);

        assertThat(chronicle().computedTwice()).isEqualTo(1);
        assertThat(chronicle().lost()).isZero();
    }

    @Test
    void anAppliedStepThatIsComputedAgainIsLost() {
        twoMembersOfWhichTheSecondDiesAt(95);
        pass(FIRST, 290, Milestone.BEFORE_COMPUTE, 9);

        assertThat(chronicle().lost()).isEqualTo(1);
    }

    @Test
    void whoServedNoGenerationYetStallsNobody() {
        twoMembersOfWhichTheSecondDiesAt(95);

        Costs costs = new Costs(chronicle(), List.of(new Blow("kill-worker", "worker-3", 3, 50 * MILLI, 0)));

        assertThat(costs.all())
                .singleElement()
                .satisfies(cost -> assertThat(cost.situation()).isEqualTo("idle"));
    }

    @Test
    void aPauseForWhichNobodyWasStruckIsThatOfAJoin() {
        twoMembersOfWhichTheSecondDiesAt(95);

        assertThat(new Costs(chronicle(), List.of()).joins().sorted()).containsExactly(200.0);
    }

    @Test
    void aCoordinatorIsBackWhenAnotherOneRecordsAStep() {
        pass(7, 10, Milestone.ROW_UNSYNCED, 1);
        pass(7, 21, Milestone.ROW_UNSYNCED, 2);
        pass(8, 520, Milestone.ROW_UNSYNCED, 3);

        Blow death = new Blow("kill-coordinator", "coordinator-1", 7, 20 * MILLI, 0);

        assertThat(chronicle().recordedAgain(death)).contains(500.0);
        assertThat(chronicle().recorded()).isEqualTo(3);
    }

    @Test
    void whatComesWhenTheReplacementStartsIsNotTheCostOfTheDeath() {
        pass(FIRST, 1, Milestone.PREPARED, 1);
        for (long step = 1; step <= 500; step++) {
            pass(FIRST, 10 * step + (step > 120 ? 5 : 0) + (step > 350 ? 60 : 0), Milestone.AFTER_APPLY, step);
        }

        Costs costs =
                new Costs(chronicle(), List.of(new Blow("kill-coordinator", "coordinator-1", 7, 1_000 * MILLI, 0)));

        assertThat(costs.successions().sorted()).containsExactly(5.0);
        assertThat(costs.all())
                .singleElement()
                .satisfies(cost -> assertThat(cost.stall()).isEqualTo(60));
    }

    @Test
    void theNoiseIsTheLongestPauseOfTheTenSecondsThatNothingStruck() {
        pass(FIRST, 1, Milestone.PREPARED, 1);
        for (long step = 1; step <= 10_000; step++) {
            pass(FIRST, 10 * step + (step >= 500 ? 40 : 0), Milestone.AFTER_APPLY, step);
        }

        assertThat(new Costs(chronicle(), List.of()).untouched().sorted())
                .hasSize(10)
                .endsWith(0.0, 40.0);
        assertThat(new Costs(chronicle(), List.of(death(60_000))).untouched().sorted())
                .as("without the ten seconds that hold the death, and the thirty after it")
                .hasSize(6)
                .endsWith(0.0, 40.0);
    }

    @Test
    void theTimelineCountsFromTheDeath() {
        twoMembersOfWhichTheSecondDiesAt(95);
        pass(3, 97, Milestone.LOSS_NOTICED, 0);
        pass(3, 99, Milestone.CLAIM_WRITTEN, 2);

        Timeline timeline = new Timeline(sorted(), chronicle());
        timeline.add(death(95));

        assertThat(timeline.words())
                .isEqualTo("loss-noticed 2, claim-written 4, prepared 185, before-compute 190, after-apply 205");
    }

    /** Steps 1 to 9 each 10 ms, the tenth begun and not finished, then a generation of one from 300 ms. */
    private void twoMembersOfWhichTheSecondDiesAt(long millis) {
        for (long member : List.of(FIRST, SECOND)) {
            pass(member, 1, Milestone.PREPARED, 1);
            for (long step = 1; step <= 9; step++) {
                pass(member, 10 * step - 5, Milestone.BEFORE_COMPUTE, step);
                pass(member, 10 * step, Milestone.AFTER_APPLY, step);
            }
        }
        pass(FIRST, millis - 1, Milestone.BEFORE_COMPUTE, 10);
        pass(FIRST, 280, Milestone.PREPARED, 2);
        for (long step = 10; step <= 20; step++) {
            pass(FIRST, 185 + 10 * step, Milestone.BEFORE_COMPUTE, step);
            pass(FIRST, 200 + 10 * step, Milestone.AFTER_APPLY, step);
        }
    }

    private Blow death(long millis) {
        return new Blow("kill-worker", "worker-2", SECOND, millis * MILLI, 0);
    }

    private void pass(long pid, long millis, Milestone milestone, long number) {
        passings.add(new Passing(millis * MILLI, pid, milestone, number, false));
    }

    private List<Passing> sorted() {
        return passings.stream().sorted(Comparator.comparingLong(Passing::at)).toList();
    }

    private Chronicle chronicle() {
        return new Chronicle(sorted());
    }
}
