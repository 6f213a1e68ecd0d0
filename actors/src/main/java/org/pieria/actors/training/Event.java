package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.Formation;
import org.pieria.actors.port.RunLedger.StepRow;

/** What happens to a run: workers come, go and report; the ledger answers; somebody asks; time passes. */
public sealed interface Event {

    /** The coordinator begins its reign. */
    enum Opened implements Event {
        INSTANCE
    }

    /** Some time passed: deadlines are looked at and unanswered orders repeated. */
    enum Tick implements Event {
        INSTANCE
    }

    /**
     * A worker registered, for the first time or again as a sign of life.
     *
     * @param promised the highest generation it has promised or served
     * @param service the generation that it serves now, if it does
     */
    record Joined(HostReport host, long promised, Optional<Service> service) implements Event {}

    /** A worker is gone. */
    record Lost(String worker, String reason) implements Event {}

    /** A worker reported. */
    record Reported(String worker, Report report) implements Event {}

    /** The ledger gave this coordinator its term. */
    record TermTaken(long term) implements Event {}

    /** What the ledger knew of the run when the term began. */
    record LedgerRead(LedgerFacts facts) implements Event {}

    /** The ledger answered a claim; not won means that somebody newer exists. */
    record Claimed(long generation, boolean won) implements Event {}

    /** The newest verified checkpoint of a phase, for the generation that is being formed. */
    record Located(long generation, Optional<CheckpointRef> checkpoint) implements Event {}

    /** A generation's membership is durable. */
    record Recorded(long generation) implements Event {}

    /** The rows under way are durable. */
    enum Appended implements Event {
        INSTANCE
    }

    /**
     * The run directory could not do what it was asked for, for want of space perhaps: nothing of it counts, and it may be
     * asked again.
     */
    record LedgerRefused(LedgerCall call, String reason) implements Event {}

    /** A checkpoint became real. */
    record Published(CheckpointRef checkpoint) implements Event {}

    /** A checkpoint could not be published. */
    record PublishFailed(String directory, String reason) implements Event {}

    /** A named record is durable. */
    record Kept(String name, String json) implements Event {}

    /** The ledger refused because a coordinator of a higher term exists. */
    record Overruled(String deed) implements Event {}

    /** The ledger contradicts what it was asked for, so the run cannot go on. */
    record LedgerFailed(String deed, String reason) implements Event {}

    /** Somebody wants a phase to run. */
    record StartAsked(String phase) implements Event {}

    /** Somebody wants a phase to be held. */
    record PauseAsked(String phase) implements Event {}

    /** Somebody wants a worker to leave. */
    record DrainAsked(String worker, String reason) implements Event {}

    /** Somebody wants a phase to be held and saved. */
    record StopAsked(String phase) implements Event {}

    /** The recorded steps of a phase: the training loss of the first one, and the last one. */
    record Trace(float first, StepRow last) {}

    /**
     * What the ledger knew.
     *
     * @param generation the highest generation claimed
     * @param formation the membership of the highest generation that has one
     * @param checkpoints all published ones, oldest first
     * @param newest by phase, the newest that verifies
     * @param traces by phase, its recorded steps
     * @param records the named records, by name
     */
    record LedgerFacts(
            long generation,
            Optional<Formation> formation,
            List<CheckpointRef> checkpoints,
            Map<String, CheckpointRef> newest,
            Map<String, Trace> traces,
            Map<String, String> records) {

        public LedgerFacts {
            checkpoints = List.copyOf(checkpoints);
            newest = SharedMap.copyOf(newest);
            traces = SharedMap.copyOf(traces);
            records = SharedMap.copyOf(records);
        }
    }
}
