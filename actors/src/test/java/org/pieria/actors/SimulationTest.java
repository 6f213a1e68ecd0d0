package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.training.Outcome;

/** Histories with deaths, a frozen coordinator, and messages late, lost and doubled all end in the same state. */
class SimulationTest {

    private static final Map<String, String> UNDISTURBED = undisturbed();

    @Property(tries = 60)
    void everyHistoryEndsInTheStateOfTheUndisturbedRun(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        Simulation simulation = new Simulation(seed);

        assertThat(simulation.run()).as("seed " + seed).isEqualTo(Outcome.FINISHED.name());

        assertThat(simulation.ledger.digests()).as("seed " + seed).isEqualTo(UNDISTURBED);
        for (String phase : List.of("vqgan-low", "vqgan-high", "base", "superres")) {
            assertThat(simulation.ledger.recorded(phase).stream().map(StepRow::step))
                    .as("steps of " + phase + " without gaps, seed " + seed)
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().collect(Collectors.toList()));
        }
    }

    private static Map<String, String> undisturbed() {
        Map<String, String> digests = new TreeMap<>();
        for (String phase : List.of("vqgan-low", "vqgan-high", "base", "superres")) {
            long state = phase.hashCode();
            for (long step = 1; step <= 10; step++) {
                state = state * 6_364_136_223_846_793_005L + step;
                digests.put(phase + ":" + step, Long.toHexString(state));
            }
        }
        return digests;
    }
}
