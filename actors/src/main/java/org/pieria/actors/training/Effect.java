package org.pieria.actors.training;

import org.pieria.actors.port.Member;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;

/** What a coordinator's state machine wants done, in the order given. */
public sealed interface Effect {

    /** Tell a worker. */
    record Tell(String worker, Order order) implements Effect {}

    /** Hold a line to a worker that has not registered; {@link Event.Lost} tells when nobody is there, or not any more. */
    record Watch(Member member) implements Effect {}

    /** Ask the ledger. */
    record Ask(LedgerCall call) implements Effect {}

    /** Show that something happened. */
    record Emit(RunEvent event) implements Effect {}

    /** Answer whoever asked for what is being decided. */
    record Reply(RunControl.Answer answer) implements Effect {}

    /** Tell the operator something that is no end of the run. */
    record Warn(String message) implements Effect {}

    /** The run is over, or this coordinator is. */
    record End(Outcome outcome, String reason) implements Effect {}
}
