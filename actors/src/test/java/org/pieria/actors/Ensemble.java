package org.pieria.actors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.pieria.actors.port.StepInterrupted;

/** What the engines of a test share: a collective in which a step ends only when all ranks take it, and a disk. */
final class Ensemble {

    final Map<String, Long> disk = new ConcurrentHashMap<>();
    final Map<String, ArithmeticRunner> runners = new ConcurrentHashMap<>();
    private final List<Meeting> meetings = new ArrayList<>();
    private long haltAt = Long.MAX_VALUE;
    private long newest;

    private record Meeting(long generation, long step, int ranks, List<CompletableFuture<Void>> present) {}

    /** Completes when as many ranks as there are came to the same step of the same generation. */
    synchronized CompletableFuture<Void> meet(long generation, long step, int ranks) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        meetings.stream()
                .filter(meeting -> meeting.generation() == generation && meeting.step() == step)
                .findFirst()
                .orElseGet(() -> convene(generation, step, ranks))
                .present()
                .add(mine);
        release();
        return mine;
    }

    private Meeting convene(long generation, long step, int ranks) {
        Meeting meeting = new Meeting(generation, step, ranks, new ArrayList<>());
        meetings.add(meeting);
        return meeting;
    }

    private void release() {
        meetings.forEach(meeting -> meeting.present().removeIf(CompletableFuture::isDone));
        List<Meeting> due = meetings.stream()
                .filter(meeting -> meeting.present().size() == meeting.ranks() && meeting.step() < haltAt)
                .collect(Collectors.toList());
        meetings.removeAll(due);
        due.forEach(this::recognise);
        due.forEach(meeting -> meeting.present().forEach(future -> future.complete(null)));
    }

    /** Once a generation has finished a step, no older one ever does. */
    private void recognise(Meeting meeting) {
        if (meeting.generation() < newest) {
            throw new AssertionError("generation " + meeting.generation() + " steps after " + newest);
        }
        newest = meeting.generation();
    }

    /** Nobody finishes this step or a later one; steps that wait already are let go when it lies before the new one. */
    synchronized void haltAt(long step) {
        haltAt = step;
        release();
    }

    void interrupt(CompletableFuture<Void> meeting) {
        meeting.completeExceptionally(new StepInterrupted("the generation ended"));
    }
}
