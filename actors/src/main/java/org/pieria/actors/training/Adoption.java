package org.pieria.actors.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pieria.actors.port.RunLedger.Formation;
import org.pieria.actors.port.Standing;

/**
 * How a successor takes over workers that outlived their coordinator. They go on inside their window meanwhile: when all of
 * the recorded generation still serve it, nothing is interrupted; where some are gone, the others go on from what they hold.
 */
final class Adoption {

    private Adoption() {}

    /** Whoever does not live any more is not waited for. */
    static void begin(Turn turn, Formation formation) {
        formation.members().forEach(member -> turn.effect(new Effect.Watch(member)));
        turn.stage = new Stage.Adopting(
                formation, Map.of(), turn.now.plus(turn.plan.deadlines().adoption()));
    }

    static void heard(Turn turn, Event.Joined event) {
        if (turn.stage instanceof Stage.Adopting stage) {
            note(turn, stage, event.host().worker(), new Stage.Adopting.Answer(event.promised(), event.service()));
        }
    }

    static void lost(Turn turn, String worker) {
        if (turn.stage instanceof Stage.Adopting stage) {
            note(turn, stage, worker, Stage.Adopting.Answer.GONE);
        }
    }

    private static void note(Turn turn, Stage.Adopting stage, String worker, Stage.Adopting.Answer answer) {
        if (stage.workers().contains(worker)) {
            Stage.Adopting next = new Stage.Adopting(
                    stage.formation(), Lists.plus(stage.answers(), worker, answer), stage.deadline());
            turn.stage = next;
            told(turn);
        }
    }

    /** All were heard; where all go on, what they did that nobody recorded was told as well. */
    static void told(Turn turn) {
        if (turn.stage instanceof Stage.Adopting stage
                && stage.answers().size() == stage.workers().size()
                && accounted(turn, stage)) {
            settle(turn, stage);
        }
    }

    private static boolean accounted(Turn turn, Stage.Adopting stage) {
        List<Service> services = services(stage);
        return services.size() < stage.workers().size()
                || turn.books.toldByAll(
                        turn.phase(stage.phase()).step(), hindmost(services).step(), stage.workers());
    }

    private static Standing hindmost(List<Service> services) {
        return services.stream()
                .map(Service::standing)
                .min(Comparator.comparingLong(Standing::step))
                .orElseThrow();
    }

    /**
     * Goes on with what was heard. A generation that did steps of which nobody tells is not adopted: its rows were promised
     * to an earlier term, after this one read what is recorded.
     */
    static void settle(Turn turn, Stage.Adopting stage) {
        List<String> survivors = survivors(turn, stage);
        if (survivors.isEmpty()) {
            Flow.next(turn);
            return;
        }
        turn.reign = turn.reign.standing();
        turn.wish = Records.wish(turn.progress.records(), turn.plan).orElse(turn.wish);
        List<Service> services = services(stage);
        if (services.size() == stage.workers().size() && accounted(turn, stage)) {
            adopt(turn, stage.formation(), services);
        } else {
            Forming.claim(turn, stage.phase(), survivors);
        }
    }

    /** A process that began anew has promised nothing. */
    private static List<String> survivors(Turn turn, Stage.Adopting stage) {
        return stage.workers().stream()
                .filter(turn.roster::has)
                .filter(worker -> promised(stage, worker) >= stage.formation().generation())
                .collect(Collectors.toList());
    }

    private static long promised(Stage.Adopting stage, String worker) {
        return stage.answers().getOrDefault(worker, Stage.Adopting.Answer.GONE).promised();
    }

    private static List<Service> services(Stage.Adopting stage) {
        return stage.answers().values().stream()
                .flatMap(answer -> answer.service().stream())
                .filter(service -> service.generation() == stage.formation().generation())
                .collect(Collectors.toList());
    }

    private static void adopt(Turn turn, Formation formation, List<Service> services) {
        Generation adopted = new Generation(
                formation.generation(),
                formation.phase(),
                Ranks.of(formation.members()),
                services.stream().mapToLong(Service::from).max().orElseThrow(),
                services.stream().mapToLong(Service::grant).max().orElseThrow(),
                services.stream().mapToLong(Service::to).max().orElseThrow(),
                List.of());
        turn.generation = Optional.of(adopted);
        stand(turn, adopted, services);
        if (turn.stage instanceof Stage.Adopting) {
            Admission.changed(
                    turn,
                    "generation " + adopted.number() + " goes on under term " + turn.reign.term() + ", undisturbed");
            Flow.goOn(turn);
        }
    }

    /** Members that do steps again stand before the last row; theirs are compared with the rows that exist. */
    private static void stand(Turn turn, Generation adopted, List<Service> services) {
        PhaseProgress recalled = turn.phase(adopted.phase());
        Standing hindmost = hindmost(services);
        if (hindmost.step() < recalled.step()) {
            turn.progress(adopted.phase(), recalled.standing(hindmost.step(), hindmost.digest()));
        }
        turn.books = turn.books.durableUpTo(turn.phase(adopted.phase()).step());
        Stepping.confirm(turn, adopted);
    }
}
