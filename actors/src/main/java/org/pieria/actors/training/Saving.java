package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pieria.actors.port.RunLedger.CheckpointDraft;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.view.RunEvent;

/** Checkpoints come to be: attempts are opened, parts collected, manifests published, late attempts abandoned. */
final class Saving {

    /** So often is a checkpoint without which the run cannot go on tried at once; then now and then. */
    private static final int MOST_ATTEMPTS = 3;

    private Saving() {}

    /** Waits for a checkpoint of the standing step; asks for one where none is under way. */
    static void begin(Turn turn, long step) {
        Generation current = turn.generation.orElseThrow();
        int attempt = attempt(turn, current, step);
        turn.stage = new Stage.Saving(step, attempt);
        boolean byThemselves =
                attempt == 1 && turn.plan.cadence(current.phase()).saves(step);
        boolean underWay = turn.books
                .save(SavePath.of(current.phase(), step, current.number(), attempt))
                .isPresent();
        if (!underWay) {
            open(turn, current, step, attempt);
            if (!byThemselves) {
                turn.tell(current.workers(), order(turn, current, step, attempt));
            }
        }
    }

    static Order order(Turn turn, Generation generation, long step, int attempt) {
        return new Order.Save(turn.reign.term(), generation.number(), step, attempt);
    }

    /** The attempt that is under way, or the first that was never made. */
    private static int attempt(Turn turn, Generation current, long step) {
        int attempt = turn.stage instanceof Stage.Saving saving && saving.step() == step ? saving.attempt() : 1;
        while (turn.books.settled().contains(SavePath.of(current.phase(), step, current.number(), attempt))) {
            attempt++;
        }
        return attempt;
    }

    static void open(Turn turn, Generation current, long step, int attempt) {
        String directory = SavePath.of(current.phase(), step, current.number(), attempt);
        if (!turn.books.knows(directory)) {
            boolean last = step == turn.plan.phase(current.phase()).steps();
            turn.books = turn.books.with(new SaveAttempt(
                    current,
                    step,
                    attempt,
                    last,
                    Map.of(),
                    turn.now.plus(turn.plan.deadlines().join()),
                    false));
        }
    }

    static void saved(Turn turn, String worker, Report.Saved report) {
        SavedPart part = report.part();
        turn.generation
                .filter(current -> current.number() == report.generation())
                .ifPresent(current -> open(turn, current, part.step(), report.attempt()));
        find(turn, report.generation(), part.step(), report.attempt())
                .filter(attempt -> attempt.generation().has(worker) && !attempt.publishing())
                .ifPresent(attempt -> collect(turn, attempt.with(worker, part)));
    }

    private static Optional<SaveAttempt> find(Turn turn, long generation, long step, int number) {
        return turn.books.saves().values().stream()
                .filter(attempt -> attempt.generation().number() == generation
                        && attempt.step() == step
                        && attempt.attempt() == number)
                .findFirst();
    }

    private static void collect(Turn turn, SaveAttempt attempt) {
        turn.books = turn.books.with(attempt);
        if (!attempt.complete()) {
            return;
        }
        if (parts(attempt).stream().map(SavedPart::digest).distinct().count() > 1) {
            Flow.fail(
                    turn,
                    "digests differ in the checkpoint of step " + attempt.step() + " of "
                            + attempt.generation().phase() + ": " + digests(attempt));
            return;
        }
        publishDue(turn);
    }

    /**
     * Publishes what is complete. A manifest makes the steps before it unrepeatable, so their rows must be durable first: a
     * successor begins at the manifest and never sees those steps again.
     */
    static void publishDue(Turn turn) {
        turn.books.saves().values().stream()
                .filter(attempt -> attempt.complete() && !attempt.publishing() && recorded(turn, attempt))
                .forEach(attempt -> publish(turn, attempt));
    }

    private static boolean recorded(Turn turn, SaveAttempt attempt) {
        return turn.books.durable() >= attempt.step()
                && turn.generation
                        .filter(current ->
                                current.phase().equals(attempt.generation().phase()))
                        .isPresent();
    }

    private static void publish(Turn turn, SaveAttempt attempt) {
        turn.books = turn.books.with(attempt.published());
        turn.ask(new LedgerCall.Publish(draft(turn, attempt, parts(attempt))));
    }

    private static List<SavedPart> parts(SaveAttempt attempt) {
        return attempt.generation().workers().stream()
                .map(worker -> Optional.ofNullable(attempt.parts().get(worker)).orElseThrow())
                .collect(Collectors.toList());
    }

    private static String digests(SaveAttempt attempt) {
        return attempt.parts().entrySet().stream()
                .map(entry -> entry.getKey() + " saved " + entry.getValue().digest())
                .collect(Collectors.joining(", "));
    }

    private static CheckpointDraft draft(Turn turn, SaveAttempt attempt, List<SavedPart> parts) {
        Generation generation = attempt.generation();
        Map<String, String> facts = Map.of(
                "run", turn.plan.run(),
                "contract", turn.plan.contract(),
                "workers", Integer.toString(parts.size()),
                "attempt", Integer.toString(attempt.attempt()));
        return new CheckpointDraft(
                generation.phase(),
                attempt.step(),
                turn.reign.term(),
                generation.number(),
                parts.get(0).digest(),
                attempt.directory(),
                parts,
                attempt.last(),
                facts);
    }

    static void failed(Turn turn, String worker, Report.SaveFailed report) {
        find(turn, report.generation(), report.step(), report.attempt())
                .filter(attempt -> attempt.generation().has(worker) && !attempt.publishing())
                .ifPresent(
                        attempt -> abandon(turn, attempt.directory(), worker + " could not save: " + report.reason()));
    }

    static void published(Turn turn, Event.Published event) {
        CheckpointRef checkpoint = event.checkpoint();
        turn.books = turn.books.settle(checkpoint.path());
        turn.progress = turn.progress.with(checkpoint);
        turn.emit((id, at) -> new RunEvent.CheckpointPublished(id, at, checkpoint));
        if (turn.stage instanceof Stage.Saving saving
                && isOfCurrent(turn, checkpoint)
                && saving.step() == checkpoint.step()) {
            Flow.next(turn);
        }
    }

    private static boolean isOfCurrent(Turn turn, CheckpointRef checkpoint) {
        return turn.generation
                .filter(current -> current.phase().equals(checkpoint.phase()))
                .isPresent();
    }

    /** A checkpoint that did not come to be is a loss of safety, not of the run. */
    static void abandon(Turn turn, String directory, String reason) {
        SaveAttempt attempt = turn.books.save(directory).orElse(null);
        if (attempt == null) {
            return;
        }
        turn.books = turn.books.settle(directory);
        turn.warn("the checkpoint of step " + attempt.step() + " of "
                + attempt.generation().phase() + " was abandoned: " + reason);
        if (turn.stage instanceof Stage.Saving saving && isAwaited(turn, saving, attempt)) {
            retry(turn, saving);
        }
    }

    private static boolean isAwaited(Turn turn, Stage.Saving saving, SaveAttempt attempt) {
        return saving.step() == attempt.step()
                && turn.generation
                        .filter(current ->
                                current.number() == attempt.generation().number())
                        .isPresent();
    }

    private static void retry(Turn turn, Stage.Saving saving) {
        if (saving.attempt() < MOST_ATTEMPTS) {
            begin(turn, saving.step());
        } else if (turn.wish.rest() == Wish.Rest.STOP && !atLimit(turn)) {
            turn.wish = turn.wish.resting(Wish.Rest.PAUSE);
            Flow.next(turn);
        }
    }

    /** What failed again and again may succeed when there is space again; the run waits for it. */
    static void tryAgain(Turn turn) {
        if (turn.stage instanceof Stage.Saving saving && turn.generation.isPresent()) {
            begin(turn, saving.step());
        }
    }

    private static boolean atLimit(Turn turn) {
        return turn.generation
                .filter(current ->
                        turn.standing() >= turn.plan.phase(current.phase()).steps())
                .isPresent();
    }
}
