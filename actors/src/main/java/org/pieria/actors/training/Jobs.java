package org.pieria.actors.training;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.view.RunEvent;

/** Work between and beside the steps: units are dealt to workers that have none, results are put together by unit. */
final class Jobs {

    /** A unit that fails so often fails everywhere. */
    private static final int MOST_FAILURES = 3;

    private Jobs() {}

    static void begin(Turn turn, Task task) {
        Job job = job(new Agenda(turn.plan, turn.progress), task);
        turn.stage = new Stage.Working(job, false, Optional.empty());
        show(turn, job);
        deal(turn);
    }

    private static Job job(Agenda agenda, Task task) {
        if (task instanceof Task.Tokenise tokenise) {
            return Job.of(task, "tokenising", Units.tokenise(tokenise.directory(), agenda.tokenizers()));
        }
        if (task instanceof Task.Evaluate evaluate) {
            String phase = evaluate.phase();
            Map<String, String> checkpoints = new TreeMap<>(agenda.finishedBefore(phase));
            checkpoints.put(phase, agenda.finished().get(phase));
            long step = agenda.plan().phase(phase).steps();
            return Job.of(task, "evaluating " + phase, Units.evaluate(phase, step, Units.EVALUATE, checkpoints));
        }
        String phase = ((Task.Paint) task).phase();
        long step = agenda.plan().phase(phase).steps();
        return Job.of(task, "painting samples", List.of(Units.paint(phase, step, agenda.finished())));
    }

    private static void show(Turn turn, Job job) {
        turn.emit((id, at) -> new RunEvent.JobProgressed(
                id, at, job.name(), job.results().size(), job.units().size()));
    }

    /** Gives every worker that has nothing to do the next unit. */
    static void deal(Turn turn) {
        for (String worker : turn.roster.available()) {
            if (turn.stage instanceof Stage.Working working && !working.keeping()) {
                give(turn, working.job(), worker);
            }
        }
        attend(turn);
    }

    private static void give(Turn turn, Job job, String worker) {
        Optional<JobUnit> unit = job.given().containsKey(worker) ? Optional.empty() : job.next();
        if (unit.isPresent()) {
            Instant deadline = turn.now.plus(turn.plan.deadlines().job());
            work(turn, job.giving(worker, unit.get(), deadline));
            turn.tell(worker, new Order.Perform(turn.reign.term(), unit.get()));
        }
    }

    /** Notes since when nobody is there to do the work. */
    private static void attend(Turn turn) {
        if (turn.stage instanceof Stage.Working working) {
            Optional<Instant> alone = turn.roster.available().isEmpty()
                    ? working.alone().or(() -> Optional.of(turn.now))
                    : Optional.empty();
            turn.stage = new Stage.Working(working.job(), working.keeping(), alone);
        }
    }

    private static void work(Turn turn, Job job) {
        turn.stage = new Stage.Working(job, false, Optional.empty());
    }

    static void lost(Turn turn, String worker) {
        if (turn.stage instanceof Stage.Working working && !working.keeping()) {
            work(turn, working.job().takenFrom(worker));
            deal(turn);
        }
    }

    static void performed(Turn turn, String worker, Report.Performed report) {
        if (turn.stage instanceof Stage.Working working && working.job().units().contains(report.unit())) {
            if (!working.keeping()) {
                done(turn, working.job(), new Done(worker, report));
            }
        } else {
            beside(turn, report);
        }
    }

    private record Done(String worker, Report.Performed report) {}

    private static void done(Turn turn, Job job, Done done) {
        JobUnit unit = done.report().unit();
        Job next = hand(job, done.worker(), unit).done(unit, done.report().result());
        work(turn, next);
        show(turn, next);
        if (next.complete()) {
            finish(turn, next);
        } else {
            deal(turn);
        }
    }

    /** A late answer to a unit that was given to somebody else leaves the worker its present one. */
    private static Job hand(Job job, String worker, JobUnit unit) {
        Job.Given given = job.given().get(worker);
        return given != null && given.index() == unit.index() ? job.takenFrom(worker) : job;
    }

    private static void finish(Turn turn, Job job) {
        turn.stage = new Stage.Working(job, true, Optional.empty());
        if (job.task() instanceof Task.Tokenise tokenise) {
            Map<String, String> makers = new Agenda(turn.plan, turn.progress).tokenizers();
            keep(turn, Records.TOKENS, Records.tokens(tokenise.directory(), makers, outputs(job.inOrder())));
        } else if (job.task() instanceof Task.Evaluate evaluate) {
            long step = turn.plan.phase(evaluate.phase()).steps();
            Map<String, Double> metrics = merged(job.inOrder());
            evaluated(turn, evaluate.phase(), step, metrics);
            keep(turn, Records.evaluation(evaluate.phase()), Records.evaluation(evaluate.phase(), step, metrics));
        } else if (job.task() instanceof Task.Paint paint) {
            long step = turn.plan.phase(paint.phase()).steps();
            Map<String, String> outputs = outputs(job.inOrder());
            painted(turn, paint.phase(), step, outputs);
            keep(turn, Records.samples(paint.phase()), Records.samples(paint.phase(), step, outputs));
        }
    }

    private static void keep(Turn turn, String name, String json) {
        turn.ask(new LedgerCall.Keep(name, json));
    }

    static void kept(Turn turn, Event.Kept event) {
        turn.progress = turn.progress.with(event.name(), event.json());
        boolean ofJob = !event.name().equals(Records.WISH);
        if (ofJob && turn.stage instanceof Stage.Working working && working.keeping()) {
            Flow.next(turn);
        }
    }

    /** What rank 0 did at a step's boundary is shown; the end of the phase keeps its own record. */
    private static void beside(Turn turn, Report.Performed report) {
        JobUnit unit = report.unit();
        String phase = unit.arguments().getOrDefault("phase", "");
        if (turn.plan.knows(phase)) {
            long step = Long.parseLong(unit.arguments().getOrDefault("step", "0"));
            if (unit.kind() == JobUnit.Kind.EVALUATE) {
                evaluated(turn, phase, step, merged(List.of(report.result())));
            } else if (unit.kind() == JobUnit.Kind.SAMPLE) {
                painted(turn, phase, step, report.result().outputs());
            }
        }
    }

    private static void evaluated(Turn turn, String phase, long step, Map<String, Double> metrics) {
        turn.progress(phase, turn.phase(phase).measured(metrics));
        turn.emit((id, at) -> new RunEvent.Evaluated(id, at, phase, step, metrics));
    }

    private static void painted(Turn turn, String phase, long step, Map<String, String> outputs) {
        List<String> paths = outputs.keySet().stream().sorted().collect(Collectors.toList());
        turn.emit((id, at) -> new RunEvent.SamplesPainted(id, at, phase, step, paths));
    }

    static void failed(Turn turn, String worker, Report.PerformFailed report) {
        JobUnit unit = report.unit();
        String message = worker + " failed at " + unit.name() + ": " + report.reason();
        if (!(turn.stage instanceof Stage.Working working)
                || !working.job().units().contains(unit)) {
            turn.warn(message);
            return;
        }
        Job job = hand(working.job(), worker, unit).failed(unit);
        work(turn, job);
        if (job.failures(unit) >= MOST_FAILURES) {
            Flow.fail(turn, message + "; it failed " + MOST_FAILURES + " times");
        } else {
            turn.warn(message);
            deal(turn);
        }
    }

    private static Map<String, String> outputs(List<JobResult> results) {
        Map<String, String> outputs = new HashMap<>();
        results.forEach(result -> outputs.putAll(result.outputs()));
        return outputs;
    }

    /** Adds {@code name.sum} and {@code name.weight} over units, in their order, and divides; takes others as they are. */
    static Map<String, Double> merged(List<JobResult> results) {
        Map<String, Double> plain = new TreeMap<>();
        Map<String, Double> sums = new TreeMap<>();
        for (JobResult result : results) {
            new TreeMap<>(result.metrics()).forEach((name, value) -> {
                if (name.endsWith(".sum") || name.endsWith(".weight")) {
                    sums.merge(name, value, Double::sum);
                } else {
                    plain.put(name, value);
                }
            });
        }
        sums.forEach((name, sum) -> {
            if (name.endsWith(".sum")) {
                String metric = name.substring(0, name.length() - ".sum".length());
                plain.put(metric, sum / sums.getOrDefault(metric + ".weight", 1.0));
            }
        });
        return plain;
    }
}
