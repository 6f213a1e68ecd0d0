package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pieria.actors.Plans;
import org.pieria.actors.port.RunLedger.CheckpointRef;

/** What is done next where the order has the larger decoder. */
class AgendaTest {

    private static final String DECODER = "vqgan-decoder";

    @Test
    void theLargerDecoderHasNoPartInTheTokens() {
        TrainingPlan plan = plan("vqgan-low", "vqgan-high", DECODER, "base", "superres");
        Progress before = finished("vqgan-low", "vqgan-high");
        Progress after = finished("vqgan-low", "vqgan-high", DECODER);

        assertThat(new Agenda(plan, after).tokenizers()).isEqualTo(new Agenda(plan, before).tokenizers());
        assertThat(new Agenda(plan, after).finishedBefore("base")).containsOnlyKeys("vqgan-low", "vqgan-high", DECODER);
    }

    @Test
    void aDecoderAfterTheTransformersNeedsNoTokensAndEndsWithPaintings() {
        TrainingPlan plan = plan("vqgan-low", "vqgan-high", "base", "superres", DECODER);
        Until end = Until.parse("", plan.phases());
        Progress before = finished("vqgan-low", "vqgan-high", "base", "superres");

        assertThat(new Agenda(plan, before).next(end)).contains(new Task.Train(DECODER, 10));
        assertThat(new Agenda(plan, before.with(last(DECODER)).with(Records.evaluation(DECODER), "{}")).next(end))
                .contains(new Task.Paint(DECODER));
    }

    @Test
    void aRunOfImageTokenizersAndTheirDecoderPaintsNothing() {
        TrainingPlan plan = plan("vqgan-low", "vqgan-high", DECODER);

        assertThat(new Agenda(plan, finished("vqgan-low", "vqgan-high", DECODER)).next(Until.parse("", plan.phases())))
                .isEqualTo(Optional.empty());
    }

    private static Progress finished(String... phases) {
        Progress progress = Progress.none();
        for (String phase : phases) {
            progress = progress.with(last(phase)).with(Records.evaluation(phase), "{}");
        }
        return progress;
    }

    private static CheckpointRef last(String phase) {
        return new CheckpointRef("checkpoints/" + phase, phase, 10, 1, "digest of " + phase, 1, true);
    }

    private static TrainingPlan plan(String... names) {
        List<PhasePlan> phases =
                Stream.of(names).map(name -> new PhasePlan(name, 10, 8)).collect(Collectors.toList());
        return new TrainingPlan(
                "test",
                new TrainingPlan.Belonging(Plans.CONTRACT, Plans.RUN),
                phases,
                1,
                true,
                Until.parse("", phases),
                new TrainingPlan.Intervals(4, 5, 3),
                Plans.deadlines(),
                Balancing.none());
    }
}
