package org.pieria.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pieria.worker.engine.HostEngineTest.assignment;
import static org.pieria.worker.engine.HostEngineTest.get;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.Safeguards;

class SkippedStepsTest {

    private static final Set<Long> SPOILED = Set.of(2L, 4L, 5L, 6L);

    private final HostEngine engine = new HostEngine(
            new HostReport("w", "h", 1, "cpu", 2, "", "", "c", "r", "", Map.of()),
            new EngineConfig(Device.parse("cpu"), 2, 1, 2, 5, new Safeguards(3, 0), Wire.FLOAT32),
            new HostEngine.Parts(
                    assignment -> new Phase("toy", new HostEngineTest.Toy(), SkippedStepsTest::feeds),
                    new HostEngineTest.Alone(),
                    StatePort.open("127.0.0.1", Duration.ofSeconds(10)),
                    new HostEngineTest.Memory(),
                    (unit, current) -> new JobResult(unit.name(), Map.of(), Map.of())));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aStepWithoutANumberIsSkippedCountedAndGoneOnFrom() {
        get(engine.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        get(engine.step(1));

        StepResult skipped = get(engine.step(2));
        StepResult applied = get(engine.step(3));

        assertThat(skipped.loss()).isNaN();
        assertThat(skipped.metrics()).isEqualTo(Map.of("skipped", 1.0, "skipped-in-a-row", 1.0));
        assertThat(applied.loss()).isFinite();
        assertThat(applied.metrics()).isEqualTo(Map.of("skipped", 1.0, "skipped-in-a-row", 0.0));
    }

    @Test
    void whatWasSkippedIsSavedAndCountedOn() {
        get(engine.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        for (long step = 1; step <= 4; step++) {
            get(engine.step(step));
        }
        String digest = get(engine.save(new SaveOrder("toy", 4, 0, 1, "four"))).digest();
        String uninterrupted = get(engine.step(5)).digest();

        assertThat(get(engine.prepare(assignment(2, new Origin.Checkpoint("four")))))
                .isEqualTo(new Standing("toy", 4, digest));
        StepResult next = get(engine.step(5));

        assertThat(next.digest()).isEqualTo(uninterrupted);
        assertThat(next.metrics()).isEqualTo(Map.of("skipped", 3.0, "skipped-in-a-row", 2.0));
    }

    @Test
    void tooManyInARowEndTheTrainingNamingThePhaseTheStepAndTheRemedy() {
        get(engine.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        for (long step = 1; step <= 6; step++) {
            get(engine.step(step));
        }

        assertThatThrownBy(() -> get(engine.step(7)))
                .rootCause()
                .hasMessageContaining("3 steps of toy in a row, up to step 6")
                .hasMessageContaining("training.skip-limit")
                .hasMessageContaining("phases.toy.learning-rate");
    }

    private static Map<String, HostTensor> feeds(long step, int slice) {
        float value = SPOILED.contains(step) && slice == 1 ? Float.NaN : step;
        return Map.of("x", HostTensor.floats(new float[] {value, slice + 1}, 2));
    }
}
