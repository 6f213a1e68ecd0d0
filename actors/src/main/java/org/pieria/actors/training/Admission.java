package org.pieria.actors.training;

import org.pieria.actors.port.HostReport;
import org.pieria.actors.view.RunEvent;

/** Workers come and go. */
final class Admission {

    private static final String OTHER_DIRECTORY =
            "its run directory is not the coordinator's: both must see the same one; "
                    + "give --dir a directory that all hosts share";

    private Admission() {}

    static void joined(Turn turn, Event.Joined event) {
        HostReport host = event.host();
        if (turn.stage instanceof Stage.Ended ended) {
            dismiss(turn, host, ended);
        } else if (!host.contract().equals(turn.plan.contract())) {
            refuse(turn, host, otherContract(turn, host));
        } else if (!host.run().equals(turn.plan.belonging().run())) {
            refuse(turn, host, OTHER_DIRECTORY);
        } else if (!Distrust.knows(turn, event)) {
            admit(turn, host);
            heed(turn, event);
            Adoption.heard(turn, event);
        }
    }

    private static void dismiss(Turn turn, HostReport host, Stage.Ended ended) {
        if (ended.outcome() != Outcome.OVERRULED) {
            turn.tell(host.worker(), Flow.dismissal(turn, ended.outcome(), ended.reason()));
        }
    }

    private static String otherContract(Turn turn, HostReport host) {
        return "its contract " + brief(host.contract()) + " differs from the run's " + brief(turn.plan.contract())
                + "; start it with the run's configuration";
    }

    private static void refuse(Turn turn, HostReport host, String reason) {
        boolean known = turn.roster.named(host.worker()).isPresent();
        turn.roster = turn.roster.with(Enrolment.refused(host, turn.now, reason));
        turn.tell(host.worker(), new Order.Refuse(turn.reign.term(), reason));
        if (!known) {
            changed(turn, host.worker() + " was refused: " + reason);
        }
    }

    private static void admit(Turn turn, HostReport host) {
        boolean known = turn.roster.has(host.worker());
        Enrolment enrolment = known
                ? turn.roster.named(host.worker()).orElseThrow().seen(turn.now)
                : Enrolment.joined(host, turn.now);
        turn.roster = turn.roster.with(enrolment);
        String phase = turn.generation.map(Generation::phase).orElse("");
        turn.tell(host.worker(), new Order.Welcome(turn.reign.term(), phase, turn.books.durable()));
        if (!known) {
            changed(turn, host.worker() + " joined");
            welcome(turn);
        } else if (enrolment.draining()) {
            Draining.release(turn);
        }
    }

    private static void welcome(Turn turn) {
        if (turn.stage instanceof Stage.Gathering gathering) {
            Forming.gather(turn, gathering.phase());
        } else if (turn.stage instanceof Stage.Working) {
            Jobs.deal(turn);
        } else {
            Warming.ask(turn);
        }
    }

    /** A worker ignores numbers below its promise, so a lower one that is being formed cannot come to be. */
    private static void heed(Turn turn, Event.Joined event) {
        if (event.promised() > turn.reign.highest()) {
            turn.reign = turn.reign.knowing(event.promised());
            if (turn.stage instanceof Stage.Suspending || turn.stage instanceof Stage.Preparing) {
                promisedAnother(turn, event);
            }
        }
        if (turn.generation
                .filter(formed -> formed.has(event.host().worker()) && event.promised() > formed.number())
                .isPresent()) {
            promisedAnother(turn, event);
        }
    }

    private static void promisedAnother(Turn turn, Event.Joined event) {
        Forming.again(turn, event.host().worker() + " has promised generation " + event.promised());
    }

    static void lost(Turn turn, Event.Lost event) {
        lose(turn, event.worker(), event.reason());
    }

    static void lose(Turn turn, String worker, String reason) {
        if (!turn.roster.has(worker)) {
            Adoption.lost(turn, worker);
            return;
        }
        Enrolment enrolment = turn.roster.named(worker).orElseThrow();
        String words = enrolment.draining() ? " left: " + enrolment.reason() : " is lost: " + reason;
        turn.roster = turn.roster.with(enrolment.lost(enrolment.draining() ? enrolment.reason() : reason));
        changed(turn, worker + words);
        if (!(turn.stage instanceof Stage.Ended)) {
            replace(turn, worker, reason);
        }
    }

    private static void replace(Turn turn, String worker, String reason) {
        if (turn.stage instanceof Stage.Working) {
            Jobs.lost(turn, worker);
        }
        if (turn.stage instanceof Stage.Adopting) {
            Adoption.lost(turn, worker);
        } else if (Forming.needs(turn, worker)) {
            Forming.again(turn, worker + " is lost: " + reason);
        }
    }

    static void changed(Turn turn, String message) {
        long generation = turn.generation.map(Generation::number).orElse(0L);
        turn.emit((id, at) -> new RunEvent.WorkersChanged(id, at, turn.roster.present(), generation, message));
    }

    private static String brief(String digest) {
        return digest.length() > 12 ? digest.substring(0, 12) : digest;
    }
}
