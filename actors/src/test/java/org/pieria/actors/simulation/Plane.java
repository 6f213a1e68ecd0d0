package org.pieria.actors.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.pieria.actors.port.Assignment;

/**
 * One rank's data plane in one generation: it meets the other ranks, then sums a step's bundles once every rank's is there.
 * Chunks are lost and come late; what is missing is asked for again.
 */
final class Plane {

    private static final long ASK_AGAIN = 250_000;

    private final SimulatedEngine engine;
    private final Assignment assignment;
    private final Map<Long, Chunk> own = new TreeMap<>();
    private final Map<Long, Map<Integer, Chunk>> inbox = new TreeMap<>();
    private final TreeSet<Integer> met = new TreeSet<>();
    private Wait wait = Wait.NOTHING;
    private long step;
    private long since;
    private long waits;
    private boolean closed;
    private Consumer<Numbers.Bundle> done = sum -> {};
    private Consumer<String> failed = reason -> {};
    private String digest = "";

    private enum Wait {
        NOTHING,
        MEETING,
        SUM
    }

    /** A rank's part of a step's sum. */
    record Chunk(long generation, int rank, String digest, Numbers.Bundle bundle) {}

    Plane(SimulatedEngine engine, Assignment assignment) {
        this.engine = engine;
        this.assignment = assignment;
    }

    private int ranks() {
        return assignment.members().size();
    }

    long generation() {
        return assignment.generation();
    }

    boolean closed() {
        return closed;
    }

    /** Waits for every rank to answer. */
    void open(Runnable opened, Consumer<String> notOpened) {
        met.add(assignment.rank());
        begin(Wait.MEETING, sum -> opened.run(), notOpened);
        look();
    }

    /** Waits for every rank's part of a step. */
    void reduce(String before, Numbers.Bundle mine, Consumer<Numbers.Bundle> reduced, Consumer<String> notReduced) {
        step = mine.step();
        digest = before;
        Chunk chunk = new Chunk(generation(), assignment.rank(), before, mine);
        own.put(step, chunk);
        own.keySet().removeIf(older -> older < step - 1);
        inbox.keySet().removeIf(older -> older < step);
        begin(Wait.SUM, reduced, notReduced);
        put(chunk);
        peers().forEach(peer -> give(peer, step));
        look();
    }

    private void begin(Wait next, Consumer<Numbers.Bundle> whenDone, Consumer<String> whenFailed) {
        wait = next;
        done = whenDone;
        failed = whenFailed;
        since = engine.world().timeline.now();
        long mine = ++waits;
        engine.within(ASK_AGAIN, () -> askAgain(mine));
        if (next == Wait.MEETING) {
            peers().forEach(this::greet);
        }
    }

    private List<Integer> peers() {
        List<Integer> peers = new ArrayList<>();
        for (int rank = 0; rank < ranks(); rank++) {
            if (rank != assignment.rank()) {
                peers.add(rank);
            }
        }
        return peers;
    }

    private void to(int rank, Consumer<SimulatedEngine> message) {
        engine.world()
                .engineAt(assignment.members().get(rank).dataAddress())
                .ifPresent(peer -> engine.send(peer, () -> message.accept(peer)));
    }

    private void greet(int rank) {
        to(
                rank,
                peer -> peer.plane().filter(plane -> plane.serves(generation())).ifPresent(plane -> {
                    plane.met.add(assignment.rank());
                    plane.look();
                    plane.to(
                            assignment.rank(),
                            back -> back.plane()
                                    .filter(own -> own.serves(generation()))
                                    .ifPresent(own -> {
                                        own.met.add(rank);
                                        own.look();
                                    }));
                }));
    }

    private boolean serves(long generation) {
        return !closed && generation() == generation;
    }

    private void give(int rank, long wanted) {
        Chunk chunk = own.get(wanted);
        if (chunk != null) {
            to(rank, peer -> peer.plane().ifPresent(plane -> plane.receive(chunk)));
        }
    }

    /** A chunk that comes from another generation is not of this sum. */
    private void receive(Chunk chunk) {
        if (!closed && engine.world().defect.admits(chunk, generation())) {
            put(chunk);
            look();
        }
    }

    private void put(Chunk chunk) {
        inbox.computeIfAbsent(chunk.bundle().step(), any -> new TreeMap<>()).putIfAbsent(chunk.rank(), chunk);
    }

    /** What is missing is asked for again; a rank that is gone for good ends the wait, and so does too long a silence. */
    private void askAgain(long asked) {
        if (closed || wait == Wait.NOTHING || asked != waits) {
            return;
        }
        if (engine.world().timeline.now() - since > engine.patience()) {
            fail("nothing came for too long");
            return;
        }
        for (int rank : peers()) {
            if (missing(rank) && gone(rank)) {
                fail(assignment.members().get(rank).worker() + " no longer listens");
                return;
            }
        }
        peers().stream().filter(this::missing).forEach(this::ask);
        engine.within(ASK_AGAIN, () -> askAgain(asked));
    }

    private boolean missing(int rank) {
        return wait == Wait.MEETING
                ? !met.contains(rank)
                : !inbox.getOrDefault(step, Map.of()).containsKey(rank);
    }

    private boolean gone(int rank) {
        return wait == Wait.SUM
                && engine.world()
                        .engineAt(assignment.members().get(rank).dataAddress())
                        .filter(peer -> !peer.dead()
                                && peer.plane()
                                        .filter(plane -> plane.serves(generation()))
                                        .isPresent())
                        .isEmpty();
    }

    private void ask(int rank) {
        if (wait == Wait.MEETING) {
            greet(rank);
            return;
        }
        long wanted = step;
        to(
                rank,
                peer -> peer.plane()
                        .filter(plane -> plane.serves(generation()))
                        .ifPresent(plane -> plane.give(assignment.rank(), wanted)));
    }

    private void look() {
        if (wait == Wait.MEETING && met.size() == ranks()) {
            wait = Wait.NOTHING;
            done.accept(new Numbers.Bundle(0, 0, 0, false));
        } else if (wait == Wait.SUM && inbox.getOrDefault(step, Map.of()).size() == ranks()) {
            sum();
        }
    }

    private void sum() {
        Map<Integer, Chunk> chunks = inbox.getOrDefault(step, Map.of());
        for (Chunk chunk : chunks.values()) {
            Laws.require(
                    chunk.digest().equals(digest),
                    Laws.DIGEST,
                    () -> "step " + step + " is summed over " + chunks.values());
        }
        Numbers.Bundle sum = new Numbers.Bundle(step, 0, 0, false);
        for (Chunk chunk : chunks.values()) {
            sum = sum.plus(chunk.bundle());
        }
        wait = Wait.NOTHING;
        done.accept(sum);
    }

    private void fail(String reason) {
        if (wait != Wait.NOTHING) {
            wait = Wait.NOTHING;
            failed.accept(reason);
        }
    }

    void interrupt(long lowest) {
        if (generation() < lowest) {
            fail("generation " + lowest + " follows");
        }
    }

    void close() {
        closed = true;
        fail("the generation was closed");
    }
}
