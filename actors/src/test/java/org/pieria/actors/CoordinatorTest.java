package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.Lifelines;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Outcome;

/** The coordinator as an actor, with probes for workers and a clock moved by hand. */
class CoordinatorTest {

    private static final ActorTestKit KIT = ActorTestKit.create(ConfigFactory.parseString("akka.actor.provider = local")
            .withFallback(ManualTime.config())
            .withFallback(ConfigFactory.load()));
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ManualTime time = ManualTime.get(KIT.system());
    private final TestProbe<Outcome> outcomes = KIT.createTestProbe(Outcome.class);
    private volatile Instant now = Instant.EPOCH;
    private final Map<String, Consumer<Lifelines.Break>> held = new ConcurrentHashMap<>();
    private final Lifelines lifelines = new Lifelines() {

        @Override
        public void hold(String address, Consumer<Break> broken) {
            held.put(address, broken);
        }

        @Override
        public void close() {}
    };
    private ActorRef<Coordinator.Command> coordinator;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        coordinator = KIT.spawn(Coordinator.create(
                Plans.whole(2, true, ""),
                new InMemoryLedger(),
                new Coordinator.Surroundings(
                        (outcome, reason) -> outcomes.getRef().tell(outcome), () -> now, lifelines)));
    }

    @Test
    void answersARegistrationAndSuspendsOnceAllAreThere() {
        TestProbe<Worker.Command> a = registered("a", Plans.CONTRACT);
        expect(a, Order.Welcome.class);
        TestProbe<Worker.Command> b = registered("b", Plans.CONTRACT);

        assertThat(expect(a, Order.Suspend.class)).isEqualTo(new Order.Suspend(1, 1));
        assertThat(expect(b, Order.Suspend.class)).isEqualTo(new Order.Suspend(1, 1));
    }

    @Test
    void aWorkerWhoseLifelineBreaksIsLostAtOnceAndHeldAgainWhenItComesBack() {
        TestProbe<Worker.Command> a = registered("a", Plans.CONTRACT);
        expect(a, Order.Welcome.class);

        Optional.ofNullable(held.remove("a:1")).orElseThrow().accept(new Lifelines.Break(true, "its process ended"));
        register(ArithmeticRunner.host("a", Plans.CONTRACT), a);

        expect(a, Order.Welcome.class);
        assertThat(held).containsKey("a:1");
    }

    @Test
    void refusesAnotherContract() {
        assertThat(expect(registered("a", "deadbeef"), Order.Refuse.class).reason())
                .contains("deadbeef");
    }

    @Test
    void givesUpAtTheJoinDeadlineAndDismissesWhoCame() {
        TestProbe<Worker.Command> a = registered("a", Plans.CONTRACT);
        expect(a, Order.Welcome.class);

        for (int second = 0; second < 26; second++) {
            register(ArithmeticRunner.host("a", Plans.CONTRACT), a);
            pass(Duration.ofSeconds(1));
        }

        assertThat(expect(a, Order.Dismiss.class).success()).isFalse();
        outcomes.expectMessage(SOON, Outcome.FAILED);
    }

    @Test
    void aProcessThatTakesAWorkersNameTakesItsPlace() {
        TestProbe<Worker.Command> first = registered("a", Plans.CONTRACT);
        expect(first, Order.Welcome.class);

        TestProbe<Worker.Command> second = KIT.createTestProbe(Worker.Command.class);
        register(ArithmeticRunner.host("a", Plans.CONTRACT, 2, ""), second);

        assertThat(expect(first, Order.Refuse.class).reason()).contains("name of its own");
        expect(second, Order.Welcome.class);
    }

    @Test
    void aWorkerWithAnotherEnvoyIsTheSameWorker() {
        TestProbe<Worker.Command> first = registered("a", Plans.CONTRACT);
        expect(first, Order.Welcome.class);

        TestProbe<Worker.Command> second = registered("a", Plans.CONTRACT);
        expect(second, Order.Welcome.class);
        registered("b", Plans.CONTRACT);

        expect(second, Order.Suspend.class);
        first.expectNoMessage();
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
        time.timePasses(duration);
    }

    private TestProbe<Worker.Command> registered(String name, String contract) {
        TestProbe<Worker.Command> probe = KIT.createTestProbe(Worker.Command.class);
        register(ArithmeticRunner.host(name, contract), probe);
        return probe;
    }

    private void register(HostReport host, TestProbe<Worker.Command> probe) {
        coordinator.tell(new Coordinator.Register(host, 0, Optional.empty(), probe.getRef()));
    }

    private static <T extends Order> T expect(TestProbe<Worker.Command> probe, Class<T> kind) {
        Worker.Command found = probe.fishForMessage(
                        SOON,
                        message -> message instanceof Worker.Ordered ordered && kind.isInstance(ordered.order())
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .get(0);
        return kind.cast(((Worker.Ordered) found).order());
    }
}
