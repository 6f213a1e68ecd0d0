package org.pieria.actors.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.RunLedger;

/** A ledger that leaves everything to another one; for those that do one thing differently. */
class ForwardingLedger implements RunLedger {

    private final RunLedger ledger;

    ForwardingLedger(RunLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public CompletionStage<Long> takeTerm() {
        return ledger.takeTerm();
    }

    @Override
    public CompletionStage<Boolean> claim(long term, long generation) {
        return ledger.claim(term, generation);
    }

    @Override
    public CompletionStage<Long> highestGeneration() {
        return ledger.highestGeneration();
    }

    @Override
    public CompletionStage<Void> activate(long term, long generation, String phase, List<Member> members) {
        return ledger.activate(term, generation, phase, members);
    }

    @Override
    public CompletionStage<Optional<Formation>> formation() {
        return ledger.formation();
    }

    @Override
    public CompletionStage<Optional<CheckpointRef>> newest(String phase) {
        return ledger.newest(phase);
    }

    @Override
    public CompletionStage<List<CheckpointRef>> checkpoints() {
        return ledger.checkpoints();
    }

    @Override
    public CompletionStage<CheckpointRef> publish(CheckpointDraft draft) {
        return ledger.publish(draft);
    }

    @Override
    public CompletionStage<Void> append(List<StepRow> rows) {
        return ledger.append(rows);
    }

    @Override
    public CompletionStage<Optional<Ends>> ends(String phase) {
        return ledger.ends(phase);
    }

    @Override
    public CompletionStage<Void> keep(String name, String json) {
        return ledger.keep(name, json);
    }

    @Override
    public CompletionStage<Optional<String>> kept(String name) {
        return ledger.kept(name);
    }
}
