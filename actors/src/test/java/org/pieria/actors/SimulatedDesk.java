package org.pieria.actors;

import java.util.concurrent.CompletionStage;
import org.pieria.actors.port.RunLedger;
import org.pieria.actors.training.Event;
import org.pieria.actors.training.LedgerCall;

/** Lets simulations carry calls to a ledger just as the coordinator's actor does. */
public final class SimulatedDesk {

    private final LedgerDesk desk;

    public SimulatedDesk(RunLedger ledger) {
        desk = new LedgerDesk(ledger);
    }

    /** Carries out a call; the stage never fails. */
    public CompletionStage<Event> carryOut(LedgerCall call) {
        return desk.carryOut(call);
    }
}
