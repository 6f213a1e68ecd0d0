package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.StepResult;

class PaceTest {

    private static final Balancing RULE = new Balancing(8, 3);
    private static final List<String> BOTH = List.of("a", "b");

    @Test
    void slicesMoveAwayFromAWorkerThatStaysSlow() {
        Pace pace = Pace.unknown();
        Generation even = generation(List.of());

        pace = pace.after(even, seconds(0.4, 1.6), RULE);
        assertThat(pace.isDue(RULE)).isFalse();
        pace = pace.after(even, seconds(0.4, 1.6), RULE).after(even, seconds(0.4, 1.6), RULE);

        assertThat(pace.isDue(RULE)).isTrue();
        assertThat(pace.shares(BOTH, RULE)).containsExactly(7, 1);
    }

    @Test
    void aSlowStepNowAndThenMovesNothing() {
        Pace pace = Pace.unknown();
        Generation even = generation(List.of());

        for (int step = 0; step < 30; step++) {
            pace = pace.after(even, seconds(0.4, step % 10 == 9 ? 1.2 : 0.4), RULE);
            assertThat(pace.isDue(RULE)).isFalse();
        }
        assertThat(pace.shares(BOTH, RULE)).isEmpty();
    }

    @Test
    void aPauseOfASecondBetweenShortStepsMovesNothing() {
        Generation even = generation(List.of());
        Pace pace = Pace.unknown().after(even, seconds(0.04, 0.04), RULE).after(even, seconds(0.04, 1), RULE);

        for (int step = 0; step < 10; step++) {
            assertThat(pace.isDue(RULE)).isFalse();
            pace = pace.after(even, seconds(0.04, 0.04), RULE);
        }
    }

    @Test
    void aSplitThatSuitsIsKeptAndOneThatSuitsNoMoreIsGivenUp() {
        Pace pace = Pace.unknown();
        Generation moved = generation(List.of(6, 2));

        for (int step = 0; step < 10; step++) {
            pace = pace.after(moved, seconds(0.6, 0.8), RULE);
        }
        assertThat(pace.isDue(RULE)).as("0.1 and 0.4 seconds a slice").isFalse();
        for (int step = 0; step < 30; step++) {
            pace = pace.after(moved, seconds(0.6, 0.2), RULE);
        }

        assertThat(pace.isDue(RULE)).as("0.1 seconds a slice both").isTrue();
        assertThat(pace.shares(BOTH, RULE)).isEmpty();
    }

    @Test
    void whoComesBackIsNotComparedByWhatItTookBefore() {
        Pace pace = Pace.unknown().after(generation(List.of()), seconds(0.4, 0.4), RULE);

        for (int step = 0; step < 10; step++) {
            Map<String, Report.Applied> alone = Map.of("a", seconds(2.4, 0).get("a"));
            pace = pace.after(generation(List.of("a"), List.of()), alone, RULE);
        }

        assertThat(pace.perSlice()).containsOnlyKeys("a");
        assertThat(pace.shares(BOTH, RULE)).isEmpty();
    }

    @Test
    void nothingIsMovedWhereNobodyWantsIt() {
        Balancing never = new Balancing(8, 0);
        Pace pace = Pace.unknown().after(generation(List.of()), seconds(0.1, 9), never);

        assertThat(pace.isDue(never)).isFalse();
        assertThat(pace.shares(BOTH, never)).isEmpty();
    }

    @Property(tries = 200)
    void everySliceIsGivenOnceAndNobodyHasNone(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0.01, max = 10) Double> perSlice,
            @ForAll @IntRange(min = 8, max = 64) int slices) {
        List<Integer> shares = Pace.split(perSlice, slices);

        assertThat(shares).hasSameSizeAs(perSlice).allMatch(share -> share >= 1);
        assertThat(shares.stream().mapToInt(Integer::intValue).sum()).isEqualTo(slices);
    }

    private static Generation generation(List<Integer> shares) {
        return generation(BOTH, shares);
    }

    private static Generation generation(List<String> workers, List<Integer> shares) {
        List<Member> members =
                workers.stream().map(name -> new Member(name, "", "")).collect(Collectors.toList());
        return new Generation(1, "base", Ranks.of(members), 0, 0, 0, shares);
    }

    private static Map<String, Report.Applied> seconds(double a, double b) {
        return Stream.of(Map.entry("a", a), Map.entry("b", b))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Report.Applied(
                                1,
                                "base",
                                2,
                                new StepResult(
                                        1, "d", 1, Map.of(), Map.of("compute", entry.getValue()), Optional.empty()))));
    }
}
