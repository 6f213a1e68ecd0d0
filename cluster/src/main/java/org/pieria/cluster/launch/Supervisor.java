package org.pieria.cluster.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/**
 * Keeps children running: what crashes or is killed is started again after a growing pause, what refuses its configuration is not.
 * Driven by {@link #poll}; one thread.
 */
final class Supervisor {

    /** Trying again would end the same way. */
    private static final Set<Integer> HOPELESS = Set.of(ExitCode.USAGE, ExitCode.PREFLIGHT, ExitCode.CONFIGURATION);

    /** SIGKILL, from a person or from a kernel that runs out of memory. */
    private static final int KILLED = 128 + 9;

    private static final Duration AFTER_TERMINATE = Duration.ofSeconds(3);
    private static final int LINES = 12;

    private final Map<String, Kept> children = new LinkedHashMap<>();
    private final Function<ChildSpec, Child> starter;
    private final LongSupplier nanoTime;
    private final Consumer<String> say;

    Supervisor(Function<ChildSpec, Child> starter, LongSupplier nanoTime, Consumer<String> say) {
        this.starter = starter;
        this.nanoTime = nanoTime;
        this.say = say;
    }

    /** One child through all its lives. */
    private static final class Kept {
        final ChildSpec spec;
        final CrashHistory history = new CrashHistory();

        @Nullable
        Child child;

        long startAt;

        Kept(ChildSpec spec, Child child) {
            this.spec = spec;
            this.child = child;
        }
    }

    void start(ChildSpec spec) {
        children.put(spec.name(), new Kept(spec, starter.apply(spec)));
    }

    /**
     * Looks after every child once.
     *
     * @return the exit code of a coordinator that ended by itself: done, or the run failed
     * @throws ExitException if a child is given up
     */
    Optional<Integer> poll() {
        Optional<Integer> ended = Optional.empty();
        for (Kept kept : children.values()) {
            Child child = kept.child;
            if (child == null) {
                startAgain(kept);
            } else if (!child.alive()) {
                ended = ended.or(() -> ended(kept, child.exitCode()));
            }
        }
        return ended;
    }

    /** Asks all to end, waits, then makes them. Nothing is left alive. */
    void stop(Duration patience) {
        List<Child> alive = alive();
        alive.forEach(Child::closeInput);
        awaitAll(alive, patience);
        alive = alive();
        alive.forEach(Child::terminate);
        awaitAll(alive, AFTER_TERMINATE);
        alive().forEach(Child::kill);
    }

    /** The last lines of a child's log, for messages. */
    String tail(String name) {
        Kept kept = children.get(name);
        return kept == null ? "" : LogTail.of(kept.spec.log(), LINES);
    }

    private Optional<Integer> ended(Kept kept, int code) {
        boolean byItself = code == ExitCode.DONE || code == ExitCode.RUN_FAILED;
        if (byItself) {
            return kept.spec.coordinates() ? Optional.of(code) : Optional.empty();
        }
        if (HOPELESS.contains(code)) {
            throw new ExitException(code, kept.spec.name() + " refused to run:\n" + tail(kept.spec.name()));
        }
        crashed(kept, code);
        return Optional.empty();
    }

    private void crashed(Kept kept, int code) {
        Duration pause = code == KILLED
                ? kept.history.killed(nanoTime.getAsLong())
                : kept.history.crashed(nanoTime.getAsLong()).orElseThrow(() -> givenUp(kept, code));
        kept.child = null;
        kept.startAt = nanoTime.getAsLong() + pause.toNanos();
        say.accept(kept.spec.name() + " ended with exit code " + code + "; it is started again in " + pause.toSeconds()
                + "s");
    }

    private ExitException givenUp(Kept kept, int code) {
        return new ExitException(
                ExitCode.RUN_FAILED,
                kept.spec.name() + " crashed " + CrashHistory.LIMIT + " times in " + CrashHistory.WINDOW.toMinutes()
                        + " minutes (last exit code " + code + ") and is given up:\n" + tail(kept.spec.name()));
    }

    private void startAgain(Kept kept) {
        if (nanoTime.getAsLong() - kept.startAt >= 0) {
            kept.child = starter.apply(kept.spec);
        }
    }

    private List<Child> alive() {
        List<Child> alive = new ArrayList<>();
        for (Kept kept : children.values()) {
            Child child = kept.child;
            if (child != null && child.alive()) {
                alive.add(child);
            }
        }
        return alive;
    }

    private void awaitAll(List<Child> waited, Duration patience) {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        waited.forEach(child -> child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()))));
    }
}
