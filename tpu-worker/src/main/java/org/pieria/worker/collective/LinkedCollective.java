package org.pieria.worker.collective;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.collective.Frame.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reduces over a link. The caller's thread does the work of a step; between steps an attendant thread takes what faster
 * peers send and answers slower ones. A step that failed ends the generation: every later call fails alike.
 */
final class LinkedCollective implements Collective {

    private static final Logger LOG = LoggerFactory.getLogger(LinkedCollective.class);
    private static final long ATTENDANT_PAUSE = 1_000_000;
    private static final long FAREWELL = 1_000_000_000;

    private final Generation generation;
    private final Link link;
    private final Patience patience;
    private final Exchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread attendant;
    private volatile @Nullable String interruption;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    LinkedCollective(Generation generation, Link link, Patience patience, Tally tally) {
        this.generation = generation;
        this.link = link;
        this.patience = patience;
        this.exchange = new Exchange(generation, link, tally);
        this.attendant = new Thread(this::attend, "data-plane-" + generation.number() + "-" + generation.rank());
        attendant.setDaemon(true);
    }

    /**
     * Waits until every rank has answered; then attends to the peers until closed.
     *
     * @throws StepInterrupted when one did not answer before the deadline
     * @throws IllegalStateException when a rank has another idea of the generation
     */
    void open() {
        lock.lock();
        try {
            meet();
        } finally {
            lock.unlock();
        }
        attendant.start();
    }

    private void meet() {
        Greetings greetings = exchange.greetings();
        Watch watch = new Watch(patience, System::nanoTime);
        IdleStrategy idle = idle();
        greetings.greet();
        while (!greetings.silent().isEmpty()) {
            checkInterruption();
            idle.idle(exchange.work());
            greetings.conflict().ifPresent(this::refuse);
            if (watch.shouldAsk()) {
                greetings.greet();
            }
            link.lost().forEach((peer, why) -> {
                throw new StepInterrupted(
                        "generation " + generation.number() + ": " + generation.name(peer) + " is gone: " + why);
            });
            if (watch.isOver()) {
                throw new StepInterrupted("generation " + generation.number() + ": no answer from "
                        + names(greetings.silent()) + " for " + seconds(watch));
            }
        }
    }

    /** The answer goes out first, so that the peer learns why it is refused and does not wait for it until its deadline. */
    private void refuse(String conflict) {
        long deadline = System.nanoTime() + FAREWELL;
        IdleStrategy idle = idle();
        while (!(exchange.outboxes().isEmpty() && link.isFlushed()) && System.nanoTime() - deadline < 0) {
            idle.idle(exchange.work());
        }
        throw new IllegalStateException(conflict);
    }

    @Override
    public void allReduce(long step, String digest, List<Bundle> slices, Bundle sum) {
        if (step < 0) {
            throw new IllegalArgumentException("step must not be negative, got " + step);
        }
        exchange.layout().requireShape(sum);
        Origin origin = new Origin(generation.number(), step, generation.rank(), digest);
        Contribution own = new Contribution(origin, exchange.layout().partials(generation.rank(), slices), sum);
        lock.lock();
        try {
            reduce(own);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            exchange.end();
            lock.unlock();
        }
    }

    private void reduce(Contribution own) {
        checkFailure();
        checkInterruption();
        exchange.begin(own);
        Watch watch = new Watch(patience, System::nanoTime);
        IdleStrategy idle = idle();
        while (!exchange.isDone()) {
            checkInterruption();
            idle.idle(exchange.work());
            watch.see(exchange.progress());
            checkPeers(own.origin().step(), watch);
            if (watch.shouldAsk()) {
                exchange.askAgain();
            }
        }
    }

    private void checkPeers(long step, Watch watch) {
        List<Integer> gone = exchange.outboxes().gone();
        Map<Integer, String> lost = lost();
        boolean over = watch.isOver();
        if (exchange.differ() && (over || !gone.isEmpty() || !lost.isEmpty() || allAreToldAndHeard())) {
            throw new DigestsDiffer(step, exchange.digests());
        }
        lost.forEach((peer, why) -> {
            throw new StepInterrupted("step " + step + ": " + generation.name(peer) + " is gone: " + why);
        });
        if (!gone.isEmpty() && !exchange.isDone()) {
            throw new StepInterrupted("step " + step + ": " + names(gone) + " no longer listens");
        }
        if (over) {
            throw new StepInterrupted("step " + step + ": nothing came for " + seconds(watch) + "; " + awaited());
        }
    }

    /** The peers that have gone and left something out. One that left after its part of the step is not missed here. */
    private Map<Integer, String> lost() {
        Map<Integer, String> lost = link.lost();
        if (!lost.isEmpty()) {
            lost.keySet()
                    .retainAll(exchange.missing().stream().map(Missing::from).collect(Collectors.toSet()));
        }
        return lost;
    }

    private boolean allAreToldAndHeard() {
        return exchange.digests().size() == generation.ranks()
                && exchange.outboxes().isDrained();
    }

    private String awaited() {
        String missing = exchange.missing().stream()
                .collect(Collectors.groupingBy(Missing::from, Collectors.summingInt(Missing::chunks)))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " chunks of " + generation.name(entry.getKey()))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "a peer does not take what it is sent" : "awaited " + missing;
    }

    private void checkInterruption() {
        String reason = interruption;
        if (reason != null) {
            throw new StepInterrupted(reason);
        }
    }

    private void checkFailure() {
        RuntimeException earlier = failure;
        if (earlier != null) {
            throw new StepInterrupted(
                    "generation " + generation.number() + " has ended on this rank: " + earlier.getMessage());
        }
    }

    private String names(List<Integer> ranks) {
        return ranks.stream().map(generation::name).collect(Collectors.joining(", "));
    }

    private static String seconds(Watch watch) {
        return watch.waited().toMillis() / 1000.0 + " s";
    }

    /**
     * Spins for a moment, then yields for a millisecond or two, then leaves the cores to the peers that compute on them:
     * pauses double up to a millisecond. Whoever only pauses sums at two thirds of the rate, whoever only spins takes the
     * core from the media driver.
     */
    private static IdleStrategy idle() {
        return new BackoffIdleStrategy(20, 2_000, 50_000, 1_000_000);
    }

    private void attend() {
        while (!closed) {
            if (!attendOnce()) {
                LockSupport.parkNanos(ATTENDANT_PAUSE);
            }
        }
    }

    private boolean attendOnce() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return !closed && exchange.work() > 0;
        } catch (RuntimeException e) {
            LOG.warn("generation {}: the data plane fails between steps", generation.number(), e);
            failure = e;
            closed = true;
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void interrupt(String reason) {
        interruption = reason;
    }

    @Override
    public void close() {
        if (interruption == null) {
            interrupt("generation " + generation.number() + " was closed");
        }
        closed = true;
        LockSupport.unpark(attendant);
        lock.lock();
        try {
            link.close();
        } finally {
            lock.unlock();
        }
    }
}
