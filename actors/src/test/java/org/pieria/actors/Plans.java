package org.pieria.actors;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pieria.actors.training.Balancing;
import org.pieria.actors.training.Deadlines;
import org.pieria.actors.training.PhasePlan;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.training.Until;

/** Plans of small runs. */
public final class Plans {

    public static final String CONTRACT = "c0ffee";
    public static final String RUN = "5eed";

    private Plans() {}

    public static TrainingPlan whole(int workers, boolean autostart, String until) {
        List<PhasePlan> phases = Stream.of("vqgan-low", "vqgan-high", "base", "superres")
                .map(name -> new PhasePlan(name, 10, 8))
                .collect(Collectors.toList());
        return new TrainingPlan(
                "test",
                new TrainingPlan.Belonging(CONTRACT, RUN),
                phases,
                workers,
                autostart,
                Until.parse(until, phases),
                new TrainingPlan.Intervals(4, 5, 3),
                deadlines(),
                Balancing.none());
    }

    public static Deadlines deadlines() {
        return new Deadlines(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(6),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }
}
