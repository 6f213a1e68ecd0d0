package org.pieria.actors.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process that can be killed and stopped at any moment. While it is stopped nothing happens in it; what was due or arrived
 * meanwhile happens when it goes on, with timers and messages that are stale by then.
 */
abstract class SimulatedProcess {

    final World world;
    final String name;
    final String place;
    final Dice dice;
    private final Timeline.Lane lane;
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private boolean dead;
    private long frozenSince = -1;
    private long clockError;

    /**
     * A process.
     *
     * @param name unique for all times
     * @param place the host on which it runs
     */
    SimulatedProcess(World world, String name, String place) {
        this.world = world;
        this.name = name;
        this.place = place;
        this.dice = world.dice(name);
        this.lane = world.timeline.lane(name);
    }

    /** Does something in this process after a while, if it still lives then. */
    final void within(long micros, Runnable action) {
        lane.after(micros, () -> experience(action));
    }

    /** Lets something happen in this process: now, when it goes on, or never. */
    final void experience(Runnable action) {
        if (dead) {
            return;
        }
        if (frozen()) {
            backlog.add(action);
        } else {
            action.run();
        }
    }

    final boolean dead() {
        return dead;
    }

    final boolean frozen() {
        return frozenSince >= 0;
    }

    /** Whether nothing has been heard of this process for so long. */
    final boolean frozenFor(long micros) {
        return frozen() && world.timeline.now() - frozenSince > micros;
    }

    final void freeze(long micros) {
        if (!dead && !frozen()) {
            frozenSince = world.timeline.now();
            world.note(name, "is stopped for ms", micros / 1_000);
            lane.after(micros, this::thaw);
        }
    }

    final void thaw() {
        if (!frozen() || dead) {
            return;
        }
        frozenSince = -1;
        world.note(name, "goes on with a backlog of", backlog.size());
        int due = backlog.size();
        for (int i = 0; i < due; i++) {
            Runnable action = backlog.remove();
            lane.after(i, () -> experience(action));
        }
    }

    final void kill(String how) {
        if (!dead) {
            dead = true;
            world.note(name, "dies", how);
            backlog.clear();
            died();
        }
    }

    /** What others notice of the end of this process. */
    abstract void died();

    final void jump(long micros) {
        clockError += micros;
        world.note(name, "has its clock changed by ms", micros / 1_000);
    }

    /** The time by this process's clock. */
    final Instant clock() {
        return Instant.EPOCH.plusNanos((world.timeline.now() + clockError) * 1_000);
    }

    @Override
    public final String toString() {
        return name;
    }
}
