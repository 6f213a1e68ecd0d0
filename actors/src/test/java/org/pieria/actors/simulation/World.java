package org.pieria.actors.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.Outcome;
import org.pieria.actors.view.RunState;

/** A cluster in virtual time, made of one seed, and everything that happens to it until its run has finished. */
final class World {

    static final String CONTRACT = "c0ffee";
    static final String RUN = "5eed";

    private static final long SECOND = 1_000_000;
    private static final long LONGEST_AFTER_CALM = 600 * SECOND;
    private static final long AFTERMATH = 60 * SECOND;
    private static final int REMEMBERED = 300;

    final Timeline timeline = new Timeline();
    final Swarm swarm;
    final Numbers numbers;
    final Defect defect;
    final SimulatedStore store;
    final Laws laws;
    final Network network;
    private final long seed;
    private final Timeline.Lane lane = timeline.lane("world");
    private final Dice dice;
    private final Nemesis nemesis;
    private final List<SimulatedCoordinator> coordinators = new ArrayList<>();
    private final Map<String, SimulatedWorker> workers = new TreeMap<>();
    private final Map<String, SimulatedEngine> engines = new TreeMap<>();
    private final Map<String, Integer> lives = new TreeMap<>();
    private final Deque<Note> notes = new ArrayDeque<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private int coordinatorLives;
    private long troubleUntil;
    private boolean finished;

    /** Something that happened; put into words only when somebody wants to read it. */
    private record Note(long at, String who, String what, Object more) {

        @Override
        public String toString() {
            return String.format("%10.3f s  %-14s %s %s", at / 1e6, who, what, more);
        }
    }

    World(long seed, Defect defect) {
        this.seed = seed;
        this.defect = defect;
        this.dice = dice("world");
        this.swarm = Swarm.of(dice("swarm"));
        this.numbers = new Numbers(swarm.slices());
        this.store = new SimulatedStore(dice("store"));
        this.laws = new Laws(store, swarm.plan(), numbers);
        this.network = new Network(this, swarm.weather());
        this.nemesis = new Nemesis(this);
    }

    Dice dice(String name) {
        return new Dice(seed, name);
    }

    /** Runs until the training has finished; throws a {@link Violation} when something happens that must not. */
    void run() {
        for (int i = 0; i < swarm.plan().workers() + swarm.spares(); i++) {
            newWorker();
        }
        succeed();
        nemesis.begin();
        while (!finished) {
            if (!timeline.advance() || timeline.now() > swarm.calmAt() + LONGEST_AFTER_CALM) {
                throw new Violation(
                        Laws.LIVENESS, "not finished " + timeline.now() / SECOND + " s after the beginning");
            }
        }
        laws.whole();
    }

    boolean calm() {
        return timeline.now() >= swarm.calmAt();
    }

    void note(String who, String what, Object more) {
        notes.add(new Note(timeline.now(), who, what, more));
        if (notes.size() > REMEMBERED) {
            notes.remove();
        }
    }

    /** The last things that happened. */
    List<String> trace() {
        return notes.stream().map(Note::toString).collect(Collectors.toList());
    }

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }

    List<SimulatedCoordinator> coordinators() {
        return List.copyOf(coordinators);
    }

    /** Living workers, by name. */
    List<SimulatedWorker> workers() {
        return List.copyOf(workers.values());
    }

    Optional<SimulatedEngine> engineAt(String address) {
        return Optional.ofNullable(engines.get(address));
    }

    List<String> places() {
        List<String> places = new ArrayList<>(List.of("host0", "host1"));
        places.addAll(lives.keySet());
        return places;
    }

    void newWorker() {
        birth("worker" + (char) ('a' + lives.size()));
    }

    private void birth(String worker) {
        if (workers.containsKey(worker) || finished) {
            return;
        }
        int life = lives.merge(worker, 1, Integer::sum);
        SimulatedWorker process = new SimulatedWorker(this, worker, life);
        workers.put(worker, process);
        engines.put(process.host().dataAddress(), process.engine);
        process.within(dice.between(0, SECOND), process::beat);
    }

    void workerEnded(SimulatedWorker process) {
        workers.remove(process.worker, process);
        coordinators.forEach(who -> network.talk(process, who, () -> who.lineBreaks(process, "its process ended")));
        lane.after(dice.between(SECOND / 2, 4 * SECOND), () -> birth(process.worker));
    }

    /** Another coordinator begins, whatever the others do. */
    void succeed() {
        SimulatedCoordinator who = new SimulatedCoordinator(this, coordinatorLives++);
        coordinators.add(who);
        who.begin();
    }

    void succeedUnlessEnough() {
        if (coordinators.size() < 3) {
            succeed();
        }
    }

    private void succeedIfNone() {
        if (coordinators.isEmpty() && !finished) {
            succeed();
        }
    }

    void coordinatorDied(SimulatedCoordinator who) {
        coordinators.remove(who);
        lane.after(dice.between(300_000, 4 * SECOND), this::succeedIfNone);
    }

    void coordinatorEnded(SimulatedCoordinator who, Outcome outcome, String reason) {
        count(outcome.name());
        if (outcome == Outcome.FAILED) {
            failed(who, reason);
        } else if (outcome == Outcome.FINISHED) {
            finished();
        }
    }

    private void failed(SimulatedCoordinator who, String reason) {
        boolean contradiction =
                reason.contains("differ") || reason.contains("stand elsewhere") || reason.contains("had digest");
        Laws.require(!contradiction, Laws.CONTRADICTION, () -> who + ": " + reason);
        boolean excused = timeline.now() < Math.max(swarm.calmAt(), troubleUntil) + AFTERMATH;
        Laws.require(excused, Laws.FAILURE, () -> who + ": " + reason);
        count("failed: " + reason.replaceAll("[0-9]+", "#").replaceAll("worker[a-z]", "worker"));
    }

    void diskTrouble() {
        troubleUntil = timeline.now();
    }

    void finished() {
        finished = true;
    }

    void killAll() {
        coordinators().forEach(who -> who.kill("is killed with all others"));
        workers().forEach(worker -> worker.kill("is killed with all others"));
    }

    /** Nothing goes wrong any more: who is stopped goes on, hosts reach each other, and what rests is started. */
    void heal() {
        note("nemesis", "rests", "");
        network.mendAll();
        store.trouble(false, false, 0);
        coordinators().forEach(SimulatedProcess::thaw);
        workers().forEach(SimulatedProcess::thaw);
        goOn();
    }

    /** A person who sees the run rest starts it again. */
    void goOn() {
        String last = swarm.plan().until().phase();
        for (SimulatedCoordinator who : coordinators()) {
            if (who.runState() == RunState.PAUSED) {
                who.experience(() -> who.asked(new Event.StartAsked(last)));
            }
        }
        if (calm() && !finished) {
            lane.after(5 * SECOND, this::goOn);
        }
    }
}
