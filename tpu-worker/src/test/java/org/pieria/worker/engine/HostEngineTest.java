package org.pieria.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.actors.port.StepResult;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.model.optimizer.Adam;
import org.pieria.model.optimizer.LearningRate;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.Bundles;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.collective.DataPlanePort;
import org.pieria.worker.collective.SliceTree;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class HostEngineTest {

    private static final int SLICES = 2;

    private static final Origin BEGINNING = Origin.Beginning.INSTANCE;

    private final Memory memory = new Memory();
    private final StatePort states = StatePort.open("127.0.0.1", Duration.ofSeconds(10));
    private final HostEngine engine = engine(states);

    private HostEngine engine() {
        return engine(StatePort.open("127.0.0.1", Duration.ofSeconds(10)));
    }

    private HostEngine engine(StatePort port) {
        return new HostEngine(
                new HostReport("w", "h", 1, "cpu", 2, "", "", "c", "r", "", Map.of()),
                new EngineConfig(Device.parse("cpu"), SLICES, 1, 2, 5),
                new HostEngine.Parts(
                        assignment -> new Phase("toy", new Toy(), HostEngineTest::feeds),
                        new Alone(),
                        port,
                        memory,
                        (unit, current) -> new JobResult(unit.name(), Map.of(), Map.of())));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aRestoredStateGoesOnToTheSameDigests() {
        get(engine.prepare(assignment(1, BEGINNING)));
        get(engine.step(1));
        SavedPart saved = get(engine.save(new SaveOrder("toy", 1, 0, 1, "one")));
        String uninterrupted = get(engine.step(2)).digest();

        Standing restored = get(engine.prepare(assignment(2, new Origin.Checkpoint("one"))));

        assertThat(restored).isEqualTo(new Standing("toy", 1, saved.digest()));
        assertThat(get(engine.step(2)).digest()).isEqualTo(uninterrupted);
    }

    @Test
    void aSaveHoldsTheStateOfItsStepThoughTheNextOneIsAskedForAtOnce() {
        get(engine.prepare(assignment(1, BEGINNING)));
        get(engine.step(1));

        CompletionStage<SavedPart> save = engine.save(new SaveOrder("toy", 1, 0, 1, "one"));
        CompletionStage<?> next = engine.step(2);

        assertThat(get(save).step()).isEqualTo(1);
        get(next);
        assertThat(memory.load("one").step()).isEqualTo(1);
    }

    @Test
    void noStepOfALowerGenerationFinishesAfterAnInterrupt() {
        get(engine.prepare(assignment(1, BEGINNING)));

        engine.interrupt(2);

        assertThatThrownBy(() -> get(engine.step(1))).hasRootCauseInstanceOf(StepInterrupted.class);
        get(engine.prepare(assignment(2, BEGINNING)));
        assertThat(get(engine.step(1)).step()).isEqualTo(1);
    }

    @Test
    void refusesToSkipAStep() {
        get(engine.prepare(assignment(1, BEGINNING)));

        assertThatThrownBy(() -> get(engine.step(2))).hasRootCauseMessage("asked for step 2 of toy at step 0");
    }

    @Test
    void aMemberThatStandsWhereTheOthersDoKeepsItsStateAndAsksNobody() {
        get(engine.prepare(assignment(1, BEGINNING)));
        Standing standing = standing(get(engine.step(1)));

        assertThat(get(engine.prepare(from(2, standing, "127.0.0.1:1")))).isEqualTo(standing);
    }

    @Test
    void aMemberOneStepBehindIsBroughtForwardAndGoesOnToTheSameDigest() {
        try (HostEngine behind = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            get(behind.prepare(assignment(1, BEGINNING)));
            get(engine.step(1));
            get(behind.step(1));
            Standing ahead = standing(get(engine.step(2)));

            assertThat(get(behind.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
            assertThat(get(behind.step(3)).digest())
                    .isEqualTo(get(engine.step(3)).digest());
        }
    }

    @Test
    void aHostThatWarmedUpStandsAtTheBeginningAndTakesTheStateAsAnyOther() {
        try (HostEngine warm = engine()) {
            Standing beginning = get(engine.prepare(assignment(1, BEGINNING)));
            get(engine.step(1));
            Standing ahead = standing(get(engine.step(2)));

            assertThat(get(warm.warm(assignment(0, BEGINNING)))).isEqualTo(beginning);
            assertThat(get(warm.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
            assertThat(get(warm.step(3)).digest()).isEqualTo(get(engine.step(3)).digest());
        }
    }

    @Test
    void whoFollowsAMemberStandsWhereItStandsAndAsksNobodyAtTheJoin() {
        try (HostEngine joiner = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            get(engine.step(1));
            get(joiner.warm(assignment(0, new Origin.Following(states.address()))));
            Standing ahead = steps(engine, 2, 9);

            assertThat(get(joiner.prepare(from(2, ahead, "127.0.0.1:1")))).isEqualTo(ahead);
            assertThat(get(joiner.step(10)).digest())
                    .isEqualTo(get(engine.step(10)).digest());
        }
    }

    @Test
    void whoCanFollowNobodyTakesTheStateAtTheJoin() {
        try (HostEngine joiner = engine()) {
            get(joiner.warm(assignment(0, new Origin.Following("127.0.0.1:1"))));
            get(engine.prepare(assignment(1, BEGINNING)));
            Standing ahead = steps(engine, 1, 3);

            assertThat(get(joiner.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
        }
    }

    @Test
    void whoseLeaderEndsTakesWhatIsMissingFromTheDonor() {
        StatePort port = StatePort.open("127.0.0.1", Duration.ofSeconds(10));
        try (HostEngine joiner = engine()) {
            try (HostEngine leader = engine(port)) {
                get(leader.prepare(assignment(1, BEGINNING)));
                get(leader.step(1));
                get(joiner.warm(assignment(0, new Origin.Following(port.address()))));
                get(leader.step(2));
            }
            get(engine.prepare(assignment(1, BEGINNING)));
            Standing ahead = steps(engine, 1, 5);

            assertThat(get(joiner.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
        }
    }

    @Test
    void whoseLeaderGoesBackTakesTheStateFromTheDonor() {
        try (HostEngine joiner = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            steps(engine, 1, 3);
            get(joiner.warm(assignment(0, new Origin.Following(states.address()))));
            get(engine.prepare(assignment(2, BEGINNING)));
            Standing back = steps(engine, 1, 2);

            assertThat(get(joiner.prepare(from(3, back, states.address())))).isEqualTo(back);
        }
    }

    @Test
    @Timeout(60)
    void closesThoughItFollowsAMemberThatSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostEngine joiner = engine(StatePort.open("127.0.0.1", Duration.ofMinutes(10)));
            joiner.warm(assignment(0, new Origin.Following("127.0.0.1:" + silent.getLocalPort())));
            silent.accept();

            joiner.close();
        }
    }

    private static Standing steps(HostEngine engine, long from, long to) {
        StepResult last = get(engine.step(from));
        for (long step = from + 1; step <= to; step++) {
            last = get(engine.step(step));
        }
        return standing(last);
    }

    @Test
    void aNewMemberTakesTheWholeStateFromMemory() {
        try (HostEngine fresh = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            get(engine.step(1));
            Standing ahead = standing(get(engine.step(2)));

            assertThat(get(fresh.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
            assertThat(get(fresh.step(3)).digest())
                    .isEqualTo(get(engine.step(3)).digest());
        }
    }

    @Test
    void aNewMemberTakesTheStateAfterTheFirstStepAsAWhole() {
        try (HostEngine fresh = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            Standing ahead = standing(get(engine.step(1)));

            assertThat(get(fresh.prepare(from(2, ahead, states.address())))).isEqualTo(ahead);
            assertThat(get(fresh.step(2)).digest())
                    .isEqualTo(get(engine.step(2)).digest());
        }
    }

    @Test
    void aStateThatTheDonorHasLeftInterruptsThePreparation() {
        try (HostEngine fresh = engine()) {
            get(engine.prepare(assignment(1, BEGINNING)));
            Standing left = standing(get(engine.step(1)));
            get(engine.step(2));

            assertThatThrownBy(() -> get(fresh.prepare(from(2, left, states.address()))))
                    .hasRootCauseInstanceOf(StepInterrupted.class);
        }
    }

    private static Standing standing(StepResult result) {
        return new Standing("toy", result.step(), result.digest());
    }

    private static Assignment from(long generation, Standing standing, String donor) {
        return new Assignment(
                "toy",
                generation,
                0,
                List.of(new Member("w", "", donor)),
                new Origin.Memory(standing, 0),
                Map.of(),
                Optional.empty());
    }

    static Assignment assignment(long generation, Origin origin) {
        return new Assignment(
                "toy", generation, 0, List.of(new Member("w", "", "")), origin, Map.of(), Optional.empty());
    }

    private static Map<String, HostTensor> feeds(long step, int slice) {
        return Map.of("x", HostTensor.floats(new float[] {step, slice + 1}, 2));
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checkpoints in memory. */
    static final class Memory implements CheckpointFiles {

        private final Map<String, PhaseState> states = new HashMap<>();

        @Override
        public synchronized PhaseState load(String checkpoint) {
            PhaseState state = states.get(checkpoint);
            if (state == null) {
                throw new IllegalArgumentException("no checkpoint " + checkpoint);
            }
            return state;
        }

        @Override
        public synchronized SavedPart write(
                SaveOrder order, PhaseState state, Map<String, List<Long>> shapes, String digest) {
            states.put(order.directory(), state);
            return new SavedPart(order.step(), digest, order.rank(), List.of(), Map.of());
        }
    }

    /** A data plane of one rank. */
    static final class Alone implements DataPlanePort {

        @Override
        public String address() {
            return "";
        }

        @Override
        public Collective join(long generation, int rank, List<String> addresses, SliceTree tree, BundleShape shape) {
            return new Sum();
        }

        @Override
        public void interrupt(long generation, String reason) {}

        @Override
        public void close() {}
    }

    private static final class Sum implements Collective {

        @Override
        public void allReduce(long step, String digest, List<Bundle> slices, Bundle sum) {
            sum.take(slices.get(0));
            Bundles.add(slices.get(1), sum);
        }

        @Override
        public void interrupt(String reason) {}

        @Override
        public void close() {}
    }

    /** loss = sum((w - x)²). */
    static final class Toy implements Model {

        @Override
        public List<Feed> feeds() {
            return new ArrayList<>(List.of(Feed.floats("x", 2)));
        }

        @Override
        public SliceOutputs slice(Ops tf, Parameters parameters, Inputs inputs) {
            Operand<TFloat32> w = parameters.get("toy/w", Initializer.uniform(1), 2);
            Operand<TFloat32> error = tf.math.sub(w, inputs.floats("x"));
            Operand<TFloat32> loss = tf.reduceSum(tf.math.square(error), tf.constant(0));
            return new SliceOutputs(loss, new LinkedHashMap<>());
        }

        @Override
        public Optimizer optimizer() {
            return new Adam(new LearningRate(0.1, 0, 10), 0.9, 0.99, 0);
        }
    }
}
