package org.pieria.cluster.node;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does when its process is told to end, by a signal or because its launcher is gone: a coordinator has the running
 * phase saved, a worker serves until there is no coordinator any more. Both give up at a deadline that leaves time to exit.
 */
final class OrderlyStop {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final Duration SAVING = Duration.ofSeconds(12);
    private static final Duration SERVING = Duration.ofSeconds(14);
    private static final long LOOK_MILLIS = 200;
    private static final long ANSWER_SECONDS = 3;

    /** Longer than any of the above. */
    private static final String SETTINGS = """
            akka.coordinated-shutdown.phases.before-service-unbind.timeout = 16s
            akka.coordinated-shutdown.phases.cluster-exiting.timeout = 4s
            akka.log-dead-letters-during-shutdown = off
            """;

    private OrderlyStop() {}

    /** Adds to a node's settings what {@link #first} needs. */
    static Config settings(Config node) {
        return ConfigFactory.parseString(SETTINGS).withFallback(node);
    }

    /**
     * Has work done when the system ends, however that came about, before anything else ends. A shutdown hook of one's own
     * would be too late: Akka's hooks run at the same time, and the first thing they close is the transport.
     */
    static void first(ActorSystem<?> system, Runnable work) {
        Executor thread = body -> new Thread(body, "pieria-stop").start();
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "pieria",
                        () -> CompletableFuture.runAsync(work, thread).thenApply(none -> Done.getInstance()));
    }

    /** Whether a system ends because the cluster removed it. */
    static boolean isGivenUp(ActorSystem<?> system) {
        return CoordinatedShutdown.get(system)
                .getShutdownReason()
                .filter(CoordinatedShutdown.clusterDowningReason()::equals)
                .isPresent();
    }

    /** Holds the running phase and waits for its checkpoint. */
    static void save(RunControl control) {
        running(control).ifPresent(phase -> {
            LOG.info("the process ends: saving phase {}", phase);
            control.stop(phase);
            boolean saved = within(
                    SAVING,
                    () -> view(control).filter(seen -> isSaved(seen, phase)).isPresent());
            LOG.info(saved ? "phase {} is saved" : "phase {} could not be saved in time", phase);
        });
    }

    /** Waits until a condition holds, at most as long as a worker serves on. */
    static void serveUntil(BooleanSupplier over) {
        within(SERVING, over);
    }

    private static Optional<String> running(RunControl control) {
        return view(control).stream()
                .flatMap(seen -> seen.phases().stream())
                .filter(phase -> phase.state() == PhaseView.State.RUNNING && phase.step() > 0)
                .map(PhaseView::name)
                .findFirst();
    }

    private static boolean isSaved(ClusterView view, String phase) {
        return view.phases().stream()
                .filter(each -> each.name().equals(phase) && each.state() != PhaseView.State.RUNNING)
                .anyMatch(each -> view.checkpoints().stream()
                        .anyMatch(saved -> saved.phase().equals(phase) && saved.step() >= each.step()));
    }

    private static Optional<ClusterView> view(RunControl control) {
        try {
            return Optional.of(control.view().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether a condition comes to hold in time; looks now and then. */
    static boolean within(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        boolean holds = condition.getAsBoolean();
        while (!holds && System.nanoTime() < deadline && paused()) {
            holds = condition.getAsBoolean();
        }
        return holds;
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
