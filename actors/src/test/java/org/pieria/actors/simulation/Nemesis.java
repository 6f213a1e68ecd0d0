package org.pieria.actors.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pieria.actors.training.Event;

/** Lets things go wrong, as long as it may. */
final class Nemesis {

    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000_000;

    private final World world;
    private final Dice dice;
    private final Timeline.Lane lane;

    /** What can go wrong, and what people do. */
    enum Fault {
        WORKER_KILLED,
        WORKER_LOSES_POWER,
        WORKER_STOPPED,
        WORKER_SUSPECTED,
        WORKER_TOLD_TO_LEAVE,
        WORKER_DRAINED,
        WORKER_COMES,
        COORDINATOR_KILLED,
        COORDINATOR_STOPPED,
        COORDINATOR_CUT_OFF,
        SECOND_COORDINATOR,
        ALL_KILLED,
        ONE_WAY_CUT,
        HOST_CUT_OFF,
        CLOCK_CHANGED,
        DISK_FULL,
        DISK_FAILING,
        DISK_SLOW,
        PAUSE_ASKED,
        STOP_ASKED
    }

    Nemesis(World world) {
        this.world = world;
        this.dice = world.dice("nemesis");
        this.lane = world.timeline.lane("nemesis");
    }

    void begin() {
        if (!world.swarm.faults().isEmpty()) {
            lane.after(dice.between(0, world.swarm.gap()), this::strike);
        }
        lane.after(world.swarm.calmAt(), world::heal);
    }

    private void strike() {
        if (!world.calm()) {
            List<Fault> faults = world.swarm.faults();
            Fault fault = faults.get(dice.below(faults.size()));
            world.note("nemesis", "lets happen", fault);
            world.count(fault.name());
            happen(fault);
            lane.after(dice.between(10 * MILLI, world.swarm.gap()), this::strike);
        }
    }

    private void happen(Fault fault) {
        switch (fault) {
            case WORKER_KILLED -> worker().ifPresent(worker -> worker.kill("is killed"));
            case WORKER_LOSES_POWER -> worker().ifPresent(this::losePower);
            case WORKER_STOPPED -> worker().ifPresent(worker -> worker.freeze(briefOrLong()));
            case WORKER_SUSPECTED ->
                worker().ifPresent(worker ->
                        world.coordinators().forEach(who -> who.experience(() -> who.suspects(worker.worker))));
            case WORKER_TOLD_TO_LEAVE -> worker().ifPresent(worker -> worker.experience(worker::leave));
            case WORKER_DRAINED -> worker().ifPresent(worker -> ask(new Event.DrainAsked(worker.worker, "drained")));
            case WORKER_COMES -> world.newWorker();
            case COORDINATOR_KILLED -> coordinator().ifPresent(who -> who.kill("is killed"));
            case COORDINATOR_STOPPED -> coordinator().ifPresent(this::stop);
            case COORDINATOR_CUT_OFF -> cutOff("host" + dice.below(2));
            case SECOND_COORDINATOR -> world.succeed();
            case ALL_KILLED -> world.killAll();
            case ONE_WAY_CUT -> cutOneWay();
            case HOST_CUT_OFF -> cutOff(place());
            case CLOCK_CHANGED -> changeClock();
            case DISK_FULL -> disk(true, false, 0);
            case DISK_FAILING -> disk(false, true, 0);
            case DISK_SLOW -> disk(false, false, dice.between(50 * MILLI, 4 * SECOND));
            case PAUSE_ASKED -> ask(new Event.PauseAsked(phase()));
            case STOP_ASKED -> ask(new Event.StopAsked(phase()));
        }
    }

    private Optional<SimulatedWorker> worker() {
        List<SimulatedWorker> living = new ArrayList<>(world.workers());
        return living.isEmpty() ? Optional.empty() : Optional.of(living.get(dice.below(living.size())));
    }

    private Optional<SimulatedCoordinator> coordinator() {
        List<SimulatedCoordinator> living = world.coordinators();
        return living.isEmpty() ? Optional.empty() : Optional.of(living.get(dice.below(living.size())));
    }

    private long briefOrLong() {
        return dice.chance(500) ? dice.between(50 * MILLI, 2 * SECOND) : dice.between(2 * SECOND, 20 * SECOND);
    }

    private void losePower(SimulatedWorker worker) {
        worker.kill("loses its power");
        world.store.powerFails(worker.place);
    }

    /** Its successor, if there is to be one, is there before it goes on. */
    private void stop(SimulatedCoordinator who) {
        long pause = briefOrLong();
        who.freeze(pause);
        if (dice.chance(700)) {
            lane.after(dice.between(10 * MILLI, pause), world::succeedUnlessEnough);
        }
    }

    private void cutOneWay() {
        String from = place();
        String to = place();
        world.network.cut(from, to);
        lane.after(briefOrLong(), () -> world.network.mend(from, to));
    }

    private void cutOff(String place) {
        boolean deaf = dice.chance(700);
        boolean mute = !deaf || dice.chance(500);
        for (String other : world.places()) {
            if (!other.equals(place)) {
                cut(other, place, deaf);
                cut(place, other, mute);
            }
        }
        long until = briefOrLong();
        lane.after(
                until,
                () -> world.places().forEach(other -> {
                    world.network.mend(other, place);
                    world.network.mend(place, other);
                }));
        if (place.startsWith("host") && dice.chance(700)) {
            lane.after(dice.between(500 * MILLI, 3 * SECOND), world::succeedUnlessEnough);
        }
    }

    private void cut(String from, String to, boolean cut) {
        if (cut) {
            world.network.cut(from, to);
        }
    }

    private void changeClock() {
        List<SimulatedProcess> all = new ArrayList<>(world.workers());
        all.addAll(world.coordinators());
        if (!all.isEmpty()) {
            all.get(dice.below(all.size())).jump(dice.between(-20 * SECOND, 20 * SECOND));
        }
    }

    private void disk(boolean full, boolean failing, long slowness) {
        world.diskTrouble();
        world.store.trouble(full, failing, slowness);
        lane.after(dice.between(100 * MILLI, 5 * SECOND), () -> world.store.trouble(false, false, 0));
    }

    private void ask(Event event) {
        coordinator().ifPresent(who -> who.experience(() -> who.asked(event)));
        lane.after(dice.between(100 * MILLI, 10 * SECOND), world::goOn);
    }

    private String phase() {
        return world.swarm.plan().phases().get(0).name();
    }

    private String place() {
        List<String> places = world.places();
        return places.get(dice.below(places.size()));
    }
}
