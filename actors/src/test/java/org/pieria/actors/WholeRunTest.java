package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.FishingOutcome;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.RunLedger.StepRow;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

/** A coordinator and two workers with arithmetic for engines, in one actor system, from nothing to the end. */
class WholeRunTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WorkerSettings SETTINGS = new WorkerSettings(Duration.ofMillis(100), Duration.ofMinutes(1));

    private final InMemoryLedger ledger = new InMemoryLedger();
    private Ensemble ensemble = new Ensemble();
    private ActorTestKit kit;
    private TestProbe<Ended> endings;

    record Ended(Outcome outcome, String reason) {}

    @BeforeEach
    void open() {
        kit = ActorTestKit.create(
                ConfigFactory.parseString("akka.actor.provider = local").withFallback(ConfigFactory.load()));
        endings = kit.createTestProbe(Ended.class);
    }

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    @Test
    void trainsEveryPhaseInOrderToItsLastCheckpoint() {
        startWorkers();
        coordinate(2, true, "");

        assertThat(outcome()).isEqualTo(Outcome.FINISHED);
        for (String phase : List.of("vqgan-low", "vqgan-high", "base", "superres")) {
            assertThat(steps(phase))
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().collect(Collectors.toList()));
            assertThat(ledger.published()).anyMatch(ref -> ref.phase().equals(phase) && ref.last() && ref.step() == 10);
        }
        assertThat(ledger.records().keySet())
                .contains("tokens", "evaluation-vqgan-low", "evaluation-superres", "samples-superres");
    }

    @Test
    void resumedAfterAnEndInTheMiddleOfAPhaseGivesTheSameDigests() {
        runToItsEnd(ledger, "");
        Map<String, String> undisturbed = ledger.digests();

        InMemoryLedger other = new InMemoryLedger();
        ensemble = new Ensemble();
        runToItsEnd(other, "base:7");
        assertThat(other.digests()).hasSize(27);
        runToItsEnd(other, "");

        assertThat(other.digests()).isEqualTo(undisturbed);
    }

    @Test
    void aPausedPhaseGoesOnWhereAllItsWorkersStand() throws Exception {
        ensemble.haltAt(6);
        startWorkers();
        CoordinatorControl control = new CoordinatorControl(kit.system(), coordinate(2, false, ""), LONG);
        TestProbe<RunEvent> events = kit.createTestProbe(RunEvent.class);
        AutoCloseable subscription =
                control.subscribe(0, event -> events.getRef().tell(event));
        assertThat(join(control.start("vqgan-low")).accepted()).isTrue();
        events.fishForMessage(LONG, event -> until(event instanceof RunEvent.StepApplied step && step.step() == 5));

        assertThat(join(control.pause("vqgan-low")).accepted()).isTrue();
        ensemble.haltAt(Long.MAX_VALUE);
        events.fishForMessage(LONG, event -> until(isRun(event, RunState.PAUSED)));
        // The hold reaches a worker some time after the halt was lifted: at which step they stand is theirs to say.
        long stood = join(control.view()).phases().get(0).step();
        assertThat(stood).isBetween(6L, 10L);
        assertThat(steps("vqgan-low")).hasSize((int) stood);

        assertThat(join(control.start("vqgan-low")).accepted()).isTrue();
        events.fishForMessage(LONG, event -> until(isRun(event, RunState.IDLE)));
        assertThat(steps("vqgan-low")).hasSize(10);
        subscription.close();
    }

    private static boolean isRun(RunEvent event, RunState state) {
        return event instanceof RunEvent.RunChanged run && run.state() == state;
    }

    @Test
    void aWorkerThatDiesIsWaitedForAndTheRunEndsInTheSameState() {
        ActorRef<Worker.Command> first = startWorker("a");
        ActorRef<Worker.Command> second = startWorker("b");
        ensemble.haltAt(7);
        CoordinatorControl control = new CoordinatorControl(kit.system(), coordinate(2, true, "vqgan-low"), LONG);
        TestProbe<RunEvent> events = kit.createTestProbe(RunEvent.class);
        control.subscribe(0, event -> events.getRef().tell(event));
        events.fishForMessage(LONG, event -> until(event instanceof RunEvent.StepApplied step && step.step() == 6));

        kit.stop(second);
        ensemble.haltAt(Long.MAX_VALUE);
        events.fishForMessage(LONG, event -> until(isRun(event, RunState.FORMING)));
        startWorker("b");

        assertThat(outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(steps("vqgan-low")).hasSize(10);
        assertThat(ledger.recorded("vqgan-low").get(9).generation()).isGreaterThan(1);
        assertThat(first).isNotNull();
    }

    private static FishingOutcome until(boolean found) {
        return found ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private List<Long> steps(String phase) {
        return ledger.recorded(phase).stream().map(StepRow::step).collect(Collectors.toList());
    }

    private Outcome outcome() {
        Ended ended = endings.receiveMessage(LONG);
        assertThat(ended.outcome()).as(ended.reason()).isEqualTo(Outcome.FINISHED);
        return ended.outcome();
    }

    private void startWorkers() {
        startWorker("a");
        startWorker("b");
    }

    private ActorRef<Worker.Command> startWorker(String name) {
        Behavior<Worker.Command> worker =
                Worker.create(SETTINGS, new ArithmeticRunner(name, ensemble), (outcome, reason) -> {});
        return kit.spawn(Behaviors.setup(context -> {
            context.spawn(Envoy.create(context.spawn(worker, "worker")), "envoy");
            return Behaviors.receive(Worker.Command.class).build();
        }));
    }

    private ActorRef<Coordinator.Command> coordinate(int workers, boolean autostart, String until) {
        return kit.spawn(Coordinator.create(Plans.whole(workers, autostart, until), ledger, this::ended));
    }

    private void runToItsEnd(InMemoryLedger directory, String until) {
        startWorkers();
        ActorRef<Coordinator.Command> coordinator =
                kit.spawn(Coordinator.create(Plans.whole(2, true, until), directory, this::ended));
        assertThat(outcome()).isEqualTo(Outcome.FINISHED);
        kit.stop(coordinator);
    }

    private void ended(Outcome outcome, String reason) {
        endings.getRef().tell(new Ended(outcome, reason));
    }
}
