package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.Standing;

/**
 * A worker's side of the protocol. Immutable; {@link #apply} tells the next state and what is to be done.
 *
 * <p>It obeys no order of a lower term, and after its promise for a generation it begins no step of a lower one: the
 * promise is only given when the engine has nothing under way.
 *
 * @param allegiance whom it obeys and what it promised
 * @param engine what the engine does and holds
 * @param window which steps are granted
 * @param chores units of work
 * @param archive reports that may have to be repeated
 */
public record WorkerState(Allegiance allegiance, Engine engine, Window window, Chores chores, Archive archive) {

    /** A worker that has not heard of anybody. */
    public static WorkerState initial() {
        return new WorkerState(
                new Allegiance(0, 0, false, Optional.empty(), Optional.empty()),
                new Engine(Activity.IDLE, Optional.empty(), Optional.empty(), false, Optional.empty()),
                Window.closed(),
                new Chores(List.of(), List.of(), Optional.empty(), Map.of()),
                new Archive(List.of(), 0, Map.of()));
    }

    /** The state after an event, and what the event wants done. */
    public WorkerDecision apply(WorkerEvent event) {
        WorkerTurn turn = new WorkerTurn(this);
        turn.happen(event);
        return turn.decision();
    }

    /** The highest generation promised. */
    public long promised() {
        return allegiance.promised();
    }

    /** The generation that it serves, and how far it may go in it; empty while it serves none. */
    public Optional<Service> service() {
        boolean serves = engine.ready() && engine.generation() == allegiance.promised();
        return engine.standing()
                .filter(standing -> serves)
                .map(standing ->
                        new Service(engine.generation(), standing, engine.began(), window.grant(), window.to()));
    }

    /** The highest term obeyed. */
    public long term() {
        return allegiance.term();
    }

    /** What an engine is busy with. */
    public enum Activity {
        IDLE,
        PREPARING,
        WARMING,
        STEPPING,
        ASKED
    }

    /**
     * Whom a worker obeys.
     *
     * @param term the highest term seen
     * @param promised the highest generation promised or active
     * @param promiseDue whether the promise has still to be sent
     * @param next the assignment to be prepared as soon as the engine is free
     * @param leaving why the worker leaves, if it does
     */
    record Allegiance(
            long term, long promised, boolean promiseDue, Optional<Assignment> next, Optional<String> leaving) {

        Allegiance under(long newTerm) {
            return new Allegiance(Math.max(term, newTerm), promised, promiseDue, next, leaving);
        }

        Allegiance promising(long generation) {
            return new Allegiance(term, generation, true, Optional.empty(), leaving);
        }

        Allegiance promiseGiven() {
            return new Allegiance(term, promised, false, next, leaving);
        }

        Allegiance activating(Assignment assignment) {
            return new Allegiance(term, assignment.generation(), false, Optional.of(assignment), leaving);
        }

        Allegiance activated() {
            return new Allegiance(term, promised, promiseDue, Optional.empty(), leaving);
        }

        Allegiance leaving(String reason) {
            return new Allegiance(term, promised, promiseDue, next, Optional.of(reason));
        }
    }

    /**
     * What an engine does and holds.
     *
     * @param assignment the one prepared or being prepared
     * @param standing where its state stands, when known
     * @param ready whether the assignment is prepared and unbroken
     * @param warm the phase whose graphs are built
     */
    record Engine(
            Activity activity,
            Optional<Assignment> assignment,
            Optional<Standing> standing,
            boolean ready,
            Optional<String> warm) {

        long generation() {
            return assignment.map(Assignment::generation).orElse(0L);
        }

        long applied() {
            return standing.map(Standing::step).orElse(0L);
        }

        /** The step of the state in memory with which it began in its generation. */
        long began() {
            return assignment
                    .map(Assignment::origin)
                    .filter(Origin.Memory.class::isInstance)
                    .map(origin -> ((Origin.Memory) origin).standing().step())
                    .orElse(0L);
        }

        boolean idle() {
            return activity == Activity.IDLE;
        }

        Engine doing(Activity next) {
            return new Engine(next, assignment, standing, ready, warm);
        }

        Engine preparing(Assignment next) {
            return new Engine(Activity.PREPARING, Optional.of(next), Optional.empty(), false, Optional.empty());
        }

        Engine standsAt(Standing where) {
            return new Engine(Activity.IDLE, assignment, Optional.of(where), ready, warm);
        }

        Engine prepared(Standing where) {
            return new Engine(Activity.IDLE, assignment, Optional.of(where), true, Optional.of(where.phase()));
        }

        Engine broken(Activity next) {
            return new Engine(next, assignment, Optional.empty(), false, warm);
        }

        /** While it builds another phase, what it held is gone. */
        Engine warming() {
            return new Engine(Activity.WARMING, assignment, Optional.empty(), false, Optional.empty());
        }

        Engine warmed(Optional<String> phase) {
            return new Engine(Activity.IDLE, assignment, Optional.empty(), false, phase);
        }
    }

    /**
     * The steps granted.
     *
     * @param grant the newest grant's number
     * @param to the last step that may be begun
     * @param contributed the highest step begun in this generation
     */
    record Window(long grant, long to, long contributed, Cadence cadence) {

        static Window closed() {
            return new Window(0, 0, 0, Cadence.none());
        }

        Window granting(Order.Run run) {
            return new Window(run.grant(), Math.max(run.to(), contributed), contributed, run.cadence());
        }

        Window upTo(long newGrant, long step) {
            return new Window(newGrant, Math.max(step, contributed), contributed, cadence);
        }

        /** Unlike a grant, a hold takes back what was granted and not begun. */
        Window held(long newGrant) {
            return new Window(newGrant, contributed, contributed, cadence);
        }

        Window begun(long step) {
            return new Window(grant, to, step, cadence);
        }

        Window standingAt(long step) {
            return new Window(grant, Math.max(to, step), Math.max(contributed, step), cadence);
        }
    }

    /**
     * Units of work.
     *
     * @param boundary those that need the standing state: no step is begun before they are
     * @param waiting those that do not
     * @param performing the one under way
     * @param done reports of those done, by name, to be repeated when asked again
     */
    record Chores(
            List<JobUnit> boundary,
            List<JobUnit> waiting,
            Optional<JobUnit> performing,
            Map<String, Report.Performed> done) {

        private static final int KEPT = 64;

        Chores {
            boundary = List.copyOf(boundary);
            waiting = List.copyOf(waiting);
            done = SharedMap.copyOf(done);
        }

        boolean has(JobUnit unit) {
            return waiting.contains(unit) || performing.filter(unit::equals).isPresent();
        }

        Chores at(List<JobUnit> units) {
            return new Chores(units, waiting, performing, done);
        }

        Chores with(JobUnit unit) {
            return new Chores(boundary, Lists.plus(waiting, unit), performing, done);
        }

        Chores beginBoundary() {
            return new Chores(boundary.subList(1, boundary.size()), waiting, Optional.of(boundary.get(0)), done);
        }

        Chores beginWaiting() {
            return new Chores(boundary, waiting.subList(1, waiting.size()), Optional.of(waiting.get(0)), done);
        }

        Chores failed() {
            return new Chores(boundary, waiting, Optional.empty(), done);
        }

        Chores finished(Report.Performed report) {
            Map<String, Report.Performed> reports = done.size() < KEPT ? done : Map.of();
            return new Chores(
                    boundary,
                    waiting,
                    Optional.empty(),
                    Lists.plus(reports, report.unit().name(), report));
        }
    }

    /**
     * Reports that may have to be repeated.
     *
     * @param applied steps not yet known to be durable, oldest first
     * @param old how many of them were there at the last heartbeat
     * @param saves by directory, the answer of a save; empty while it is under way
     */
    record Archive(List<Report.Applied> applied, int old, Map<String, Optional<Report>> saves) {

        private static final int KEPT = 16;

        Archive {
            applied = List.copyOf(applied);
            saves = SharedMap.copyOf(saves);
        }

        Archive with(Report.Applied report) {
            return new Archive(Lists.plus(applied, report), old, saves);
        }

        Archive seen() {
            return new Archive(applied, applied.size(), saves);
        }

        Archive withoutSteps() {
            return new Archive(List.of(), 0, saves);
        }

        Archive upTo(String phase, long durable) {
            List<Report.Applied> left = new ArrayList<>(applied);
            left.removeIf(
                    report -> report.phase().equals(phase) && report.result().step() <= durable);
            return new Archive(left, Math.max(0, old - (applied.size() - left.size())), saves);
        }

        Archive saving(String directory) {
            Map<String, Optional<Report>> before = saves.size() < KEPT ? saves : Map.of();
            return new Archive(applied, old, Lists.plus(before, directory, Optional.empty()));
        }

        Archive saved(String directory, Report report) {
            return new Archive(applied, old, Lists.plus(saves, directory, Optional.of(report)));
        }
    }
}
