package org.pieria.actors.training;

import java.time.Instant;
import java.util.Optional;
import org.pieria.actors.view.ClusterView;

/**
 * The coordinator's side of the protocol, and all that it knows of a run. Immutable; {@link #apply} tells the next state
 * and what is to be done. Time and the ledger's answers come with events; {@link Stage} lists what a run goes through.
 *
 * @param plan what is to be done
 * @param reign the coordinator's place in the order of things
 * @param roster the workers
 * @param progress what has been reached
 * @param wish what has been asked for
 * @param stage what is being done
 * @param generation the workers that stand at the same state and can step; empty while none do
 * @param books what has been reported and is not yet durable
 * @param suspicion what is not believed at present
 * @param pace how fast workers compute
 */
public record TrainingState(
        TrainingPlan plan,
        Reign reign,
        Roster roster,
        Progress progress,
        Wish wish,
        Stage stage,
        Optional<Generation> generation,
        Books books,
        Suspicion suspicion,
        Pace pace) {

    /**
     * A coordinator's numbers.
     *
     * @param term its own; 0 until the ledger gave one
     * @param highest the highest generation known to have been claimed or promised
     * @param formed whether a generation has stood in this term
     * @param barren how many generations in a row ended without a step
     * @param events the id of the newest event
     * @param repeatAt when unanswered orders are repeated next
     */
    record Reign(long term, long highest, boolean formed, int barren, long events, Instant repeatAt) {

        Reign under(long newTerm) {
            return new Reign(newTerm, highest, formed, barren, events, repeatAt);
        }

        Reign knowing(long generation) {
            return new Reign(term, Math.max(highest, generation), formed, barren, events, repeatAt);
        }

        Reign standing() {
            return new Reign(term, highest, true, barren, events, repeatAt);
        }

        Reign barren(int count) {
            return new Reign(term, highest, formed, count, events, repeatAt);
        }

        Reign counting(long id) {
            return new Reign(term, highest, formed, barren, id, repeatAt);
        }

        Reign repeating(Instant next) {
            return new Reign(term, highest, formed, barren, events, next);
        }
    }

    /** A coordinator that has not begun; {@link Event.Opened} begins. */
    public static TrainingState initial(TrainingPlan plan) {
        Optional<Until> goal = plan.autostart() ? Optional.of(plan.until()) : Optional.empty();
        return new TrainingState(
                plan,
                new Reign(0, 0, false, 0, 0, Instant.MIN),
                Roster.empty(),
                Progress.none(),
                new Wish(goal, Wish.Rest.NONE),
                Stage.Founding.INSTANCE,
                Optional.empty(),
                Books.empty(),
                Suspicion.none(),
                Pace.unknown());
    }

    /** The state after an event, and what the event wants done. */
    public TrainingDecision apply(Event event, Instant now) {
        Turn turn = new Turn(this, now);
        turn.happen(event);
        return turn.decision();
    }

    /** Everything that is shown of the run. */
    public ClusterView view() {
        return new Portrait(this).cluster();
    }

    /** The coordinator's term; 0 until it has one. */
    public long term() {
        return reign.term();
    }
}
