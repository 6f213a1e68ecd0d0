package org.pieria.actors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.StepRow;

/** How a coordinator begins: it takes a term and learns what the ledger knows. */
final class Founding {

    /** Ids of events grow from term to term, so that whoever follows needs no more than the last one it saw. */
    private static final long EVENTS_OF_A_TERM = 1L << 32;

    private Founding() {}

    static void termTaken(Turn turn, Event.TermTaken event) {
        turn.reign = turn.reign
                .under(event.term())
                .counting(event.term() * EVENTS_OF_A_TERM)
                .repeating(turn.now);
        List<String> records = new ArrayList<>(List.of(Records.TOKENS, Records.WISH));
        for (String phase : turn.plan.names()) {
            records.add(Records.evaluation(phase));
            records.add(Records.samples(phase));
        }
        turn.ask(new LedgerCall.Read(turn.plan.names(), records));
    }

    static void ledgerRead(Turn turn, Event.LedgerRead event) {
        Event.LedgerFacts facts = event.facts();
        turn.reign = turn.reign.knowing(facts.generation());
        turn.progress =
                new Progress(Map.of(), facts.checkpoints(), facts.newest(), facts.records(), turn.progress.optimizer());
        turn.plan.names().forEach(phase -> recall(turn, phase, facts));
        if (!turn.plan.autostart()) {
            turn.wish = Records.wish(facts.records(), turn.plan).orElse(turn.wish);
        }
        facts.formation()
                .filter(formation -> turn.plan.knows(formation.phase()))
                .ifPresentOrElse(formation -> Adoption.begin(turn, formation), () -> Flow.next(turn));
    }

    private static void recall(Turn turn, String phase, Event.LedgerFacts facts) {
        PhaseProgress recalled = PhaseProgress.none();
        CheckpointRef newest = facts.newest().get(phase);
        if (newest != null) {
            recalled = recalled.standing(newest.step(), newest.digest());
        }
        Event.Trace trace = facts.traces().get(phase);
        if (trace != null) {
            StepRow last = trace.last();
            recalled = recalled.losses(trace.first(), last.loss());
            recalled = last.step() > recalled.step() ? recalled.standing(last.step(), last.digest()) : recalled;
        }
        String evaluation = facts.records().get(Records.evaluation(phase));
        if (evaluation != null) {
            recalled = recalled.measured(Records.metrics(evaluation));
        }
        turn.progress(phase, recalled);
    }
}
