package org.pieria.actors.training;

import java.util.List;
import java.util.Locale;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.RunLedger.CheckpointDraft;
import org.pieria.actors.port.RunLedger.StepRow;

/** What is wanted of the ledger; each call is answered by one event. */
public sealed interface LedgerCall {

    /** What is wanted, in words. */
    default String deed() {
        return "the run directory's " + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Answered by {@link Event.TermTaken}. */
    enum TakeTerm implements LedgerCall {
        INSTANCE
    }

    /** Reads everything that a new term must know; answered by {@link Event.LedgerRead}. */
    record Read(List<String> phases, List<String> records) implements LedgerCall {}

    /** Answered by {@link Event.Claimed}. */
    record Claim(long term, long generation) implements LedgerCall {}

    /** Answered by {@link Event.Located}. */
    record Locate(long generation, String phase) implements LedgerCall {}

    /** Answered by {@link Event.Recorded}. */
    record Activate(long term, long generation, String phase, List<Member> members) implements LedgerCall {}

    /** Answered by {@link Event.Appended}. */
    record Append(List<StepRow> rows) implements LedgerCall {}

    /** Answered by {@link Event.Published} or {@link Event.PublishFailed}. */
    record Publish(CheckpointDraft draft) implements LedgerCall {}

    /** Answered by {@link Event.Kept}. */
    record Keep(String name, String json) implements LedgerCall {}
}
