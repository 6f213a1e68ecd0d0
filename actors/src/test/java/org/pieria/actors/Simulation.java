package org.pieria.actors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.training.TrainingPlan;

/**
 * A cluster in virtual time: the pure coordinator and the pure workers, with messages that are late, lost, doubled and out
 * of order, workers and coordinators that die and come back. One seed is one history.
 */
final class Simulation {

    private static final Duration FAULTS_END = Duration.ofSeconds(25);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    final Random random;
    final InMemoryLedger ledger = new InMemoryLedger();
    final Ensemble ensemble = new Ensemble();
    final TrainingPlan plan = Plans.whole(2, true, "");
    final Map<String, SimulatedWorker> workers = new TreeMap<>();
    final List<SimulatedCoordinator> coordinators = new ArrayList<>();
    final Map<Long, Long> granted = new TreeMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long number;
    private int deaths;
    private String outcome = "";

    private record Due(long at, long number, Runnable action) {}

    Simulation(long seed) {
        random = new Random(seed);
    }

    /** Runs to the end of the training; the answer is how it ended. */
    String run() {
        for (String name : List.of("a", "b", "c")) {
            birth(name);
        }
        succeed();
        later(random.nextInt(3_000), this::fate);
        while (outcome.isEmpty() && now < LONGEST.toMillis() && !queue.isEmpty()) {
            Due due = queue.remove();
            now = due.at();
            due.action().run();
        }
        return outcome.isEmpty() ? "never ended: " + coordinators.get(coordinators.size() - 1) : outcome;
    }

    Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    void later(long millis, Runnable action) {
        queue.add(new Due(now + millis, number++, action));
    }

    /** A message: on time, late, twice, or never. */
    void send(Runnable delivery) {
        boolean calm = now > FAULTS_END.toMillis();
        if (calm || random.nextInt(100) >= 8) {
            later(random.nextInt(calm ? 5 : 120), delivery);
        }
        if (!calm && random.nextInt(100) < 8) {
            later(random.nextInt(400), delivery);
        }
    }

    private void birth(String name) {
        SimulatedWorker worker = new SimulatedWorker(this, name);
        workers.put(name, worker);
        worker.beat();
    }

    /** A new coordinator; the old one lives on for a while as if it had only been frozen. */
    private void succeed() {
        SimulatedCoordinator coordinator = new SimulatedCoordinator(this);
        coordinators.add(coordinator);
        coordinator.begin();
    }

    private void fate() {
        if (now < FAULTS_END.toMillis() && deaths < 4) {
            deaths++;
            if (random.nextInt(4) == 0) {
                SimulatedCoordinator old = newest();
                later(1_500, old::die);
                succeed();
            } else if (!workers.isEmpty()) {
                death(List.copyOf(workers.keySet()).get(random.nextInt(workers.size())));
            }
            later(500 + random.nextInt(6_000), this::fate);
        }
    }

    private void death(String name) {
        Optional.ofNullable(workers.remove(name)).ifPresent(SimulatedWorker::die);
        if (random.nextBoolean()) {
            later(random.nextInt(300), () -> coordinators.forEach(coordinator -> coordinator.lost(name)));
        }
        later(500 + random.nextInt(3_000), () -> birth(name));
    }

    SimulatedCoordinator newest() {
        return coordinators.get(coordinators.size() - 1);
    }

    /** A coordinator that was obeyed has seen the end; one that succeeded it in that very moment finds nobody any more. */
    void finished() {
        outcome = Outcome.FINISHED.name();
    }

    /** One that was overruled, if only by a claim of the frozen one, has stepped down for good: its successor tries anew. */
    void ended(SimulatedCoordinator who, Outcome how, String reason) {
        if (how == Outcome.OVERRULED) {
            who.die();
        }
        if (who == newest() && how == Outcome.OVERRULED) {
            later(1_000, this::succeed);
        } else if (who == newest()) {
            outcome = how == Outcome.FINISHED ? how.name() : how + ": " + reason;
        }
    }
}
