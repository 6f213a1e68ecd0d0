package org.pieria.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pieria.worker.engine.HostEngineTest.assignment;
import static org.pieria.worker.engine.HostEngineTest.get;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.HostUnfit;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.StepResult;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.Safeguards;

class UnfitHostTest {

    @TempDir
    Path directory;

    private final List<HostEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(HostEngine::close);
    }

    @Test
    void aHostThatComputesTheCanaryOfTheFirstOneTakesPart() {
        get(engine(UnfitHostTest::feeds, 0).prepare(assignment(1, Origin.Beginning.INSTANCE)));
        HostEngine second = engine(UnfitHostTest::feeds, 0);

        assertThat(get(second.prepare(assignment(2, Origin.Beginning.INSTANCE))).step())
                .isZero();
    }

    @Test
    void aHostWhoseCanaryIsAnotherIsUnfitAndBothAreNamed() {
        get(engine(UnfitHostTest::feeds, 0).prepare(assignment(1, Origin.Beginning.INSTANCE)));
        HostEngine other = engine((step, slice) -> feeds(step + 1, slice), 0);

        assertThatThrownBy(() -> get(other.prepare(assignment(2, Origin.Beginning.INSTANCE))))
                .rootCause()
                .isInstanceOf(HostUnfit.class)
                .hasMessageMatching("its canary of toy is [0-9a-f-]{65} and the run's is [0-9a-f-]{65}: .*");
    }

    @Test
    void theCanaryLeavesNoTraceInTheTraining() {
        HostEngine proven = engine(UnfitHostTest::feeds, 0);
        get(proven.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        HostEngine again = engine(UnfitHostTest::feeds, 0);
        get(again.prepare(assignment(2, Origin.Beginning.INSTANCE)));
        get(again.prepare(assignment(3, Origin.Beginning.INSTANCE)));

        assertThat(get(proven.step(1)).digest()).isEqualTo(get(again.step(1)).digest());
    }

    @Test
    void aLoneHostTellsOfTheSliceThatItComputedTwiceAndItsBitsAreThoseWithoutChecks() {
        HostEngine checking = engine(UnfitHostTest::feeds, 2);
        HostEngine plain = engine(UnfitHostTest::feeds, 0);
        get(checking.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        get(plain.prepare(assignment(1, Origin.Beginning.INSTANCE)));

        for (long step = 1; step <= 4; step++) {
            StepResult checked = get(checking.step(step));

            assertThat(checked.checks()).hasSize(step % 2 == 0 ? 1 : 0);
            assertThat(checked.digest()).isEqualTo(get(plain.step(step)).digest());
        }
    }

    @Test
    void aLoneHostThatComputesASliceDifferentlyTheSecondTimeIsUnfit() {
        AtomicInteger calls = new AtomicInteger();
        BatchSource unstable = (step, slice) -> feeds(step == 2 ? 100 + calls.getAndIncrement() : step, slice);
        HostEngine engine = engine(unstable, 2);
        get(engine.prepare(assignment(1, Origin.Beginning.INSTANCE)));
        get(engine.step(1));

        assertThatThrownBy(() -> get(engine.step(2)))
                .rootCause()
                .isInstanceOf(HostUnfit.class)
                .hasMessageContaining("of step 2 of toy has digest");
    }

    private HostEngine engine(BatchSource batches, long recheckEvery) {
        HostEngine engine = new HostEngine(
                new HostReport("w", "h", 1, "cpu", 2, "", "", "c", "r", "", Map.of()),
                new EngineConfig(Device.parse("cpu"), 2, 1, 2, 5, new Safeguards(3, recheckEvery), Wire.FLOAT32),
                new HostEngine.Parts(
                        assignment -> new Phase("toy", new HostEngineTest.Toy(), batches),
                        new HostEngineTest.Alone(),
                        StatePort.open("127.0.0.1", Duration.ofSeconds(10)),
                        new HostEngineTest.Memory(),
                        (unit, current) -> new JobResult(unit.name(), Map.of(), Map.of()),
                        new CanaryRecords(directory)));
        engines.add(engine);
        return engine;
    }

    private static Map<String, HostTensor> feeds(long step, int slice) {
        return Map.of("x", HostTensor.floats(new float[] {step, slice + 1}, 2));
    }
}
