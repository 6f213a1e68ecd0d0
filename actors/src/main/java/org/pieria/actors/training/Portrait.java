package org.pieria.actors.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.RunView;
import org.pieria.actors.view.WorkerView;

/** A run as people see it. */
record Portrait(TrainingState state) {

    Portrait(Turn turn) {
        this(turn.state());
    }

    ClusterView cluster() {
        return new ClusterView(
                run(),
                state.plan().phases().stream().map(this::phase).collect(Collectors.toList()),
                state.roster().workers().values().stream().map(this::worker).collect(Collectors.toList()),
                state.progress().checkpoints(),
                state.progress().optimizer());
    }

    private RunView run() {
        return new RunView(
                state.plan().run(),
                runState(),
                activity(),
                problem(),
                state.reign().term(),
                state.reign().highest(),
                windowTo(),
                state.plan().contract());
    }

    RunState runState() {
        Stage stage = state.stage();
        if (stage instanceof Stage.Ended ended) {
            return endOf(ended.outcome());
        }
        if (stage instanceof Stage.Resting resting) {
            return resting.settling() ? RunState.RUNNING : resting();
        }
        return forming() || stage == Stage.Founding.INSTANCE ? RunState.FORMING : RunState.RUNNING;
    }

    /** The run of an overruled coordinator goes on under another one. */
    private static RunState endOf(Outcome outcome) {
        return switch (outcome) {
            case FINISHED -> RunState.FINISHED;
            case OVERRULED -> RunState.FORMING;
            default -> RunState.FAILED;
        };
    }

    private RunState resting() {
        if (state.wish().rests()) {
            return RunState.PAUSED;
        }
        boolean enough = state.roster().present().size() >= state.plan().workers();
        return enough ? RunState.IDLE : RunState.FORMING;
    }

    private boolean forming() {
        Stage stage = state.stage();
        return stage instanceof Stage.Gathering
                || stage instanceof Stage.Adopting
                || stage instanceof Stage.Claiming
                || stage instanceof Stage.Suspending
                || stage instanceof Stage.Preparing;
    }

    /** What is being done, in words. */
    String activity() {
        Stage stage = state.stage();
        if (stage instanceof Stage.Working working) {
            Job job = working.job();
            return job.name() + " " + job.results().size() + "/" + job.units().size();
        }
        if (stage instanceof Stage.Adopting adopting) {
            return "coordinator of term " + state.reign().term() + " takes over: "
                    + adopting.answers().size() + " of " + adopting.workers().size() + " workers were heard";
        }
        if (forming() || stage == Stage.Founding.INSTANCE) {
            return "forming generation " + (state.reign().highest() + (stage instanceof Stage.Gathering ? 1 : 0))
                    + " of " + state.plan().workers() + " workers";
        }
        if (stage instanceof Stage.Ended ended) {
            return ended.reason();
        }
        return state.generation()
                .map(Generation::phase)
                .or(this::current)
                .map(this::stepping)
                .orElse("nothing was started");
    }

    private String stepping(String phase) {
        String where = phase + " step " + state.progress().phase(phase).step() + " of "
                + state.plan().phase(phase).steps();
        if (state.stage() instanceof Stage.Saving) {
            return "saving " + where;
        }
        return state.stage() instanceof Stage.Holding ? "holding " + where : where;
    }

    private String problem() {
        if (state.stage() instanceof Stage.Ended ended) {
            return ended.outcome() == Outcome.FINISHED ? "" : ended.reason();
        }
        int present = state.roster().present().size();
        boolean listening = state.stage() instanceof Stage.Adopting;
        if (present >= state.plan().workers() || listening) {
            return "";
        }
        String absent = state.roster().absent();
        return present + " of " + state.plan().workers() + " workers are there"
                + (absent.isEmpty() ? "" : "; missing: " + absent);
    }

    /** The problem if there is one, else what is being done. */
    String message() {
        String problem = problem();
        return problem.isEmpty() ? activity() : problem;
    }

    private long windowTo() {
        if (state.stage() instanceof Stage.Running running) {
            return running.to();
        }
        return state.generation()
                .map(formed -> state.progress().phase(formed.phase()).step())
                .orElse(0L);
    }

    /** The phase that is being trained, or the next one to be; empty when all are complete. */
    Optional<String> current() {
        if (state.stage() instanceof Stage.Working working && working.job().task() instanceof Task.Evaluate evaluate) {
            return Optional.of(evaluate.phase());
        }
        Agenda agenda = new Agenda(state.plan(), state.progress());
        return state.plan().phases().stream()
                .filter(phase -> !agenda.trained(phase, phase.steps()))
                .map(PhasePlan::name)
                .findFirst();
    }

    private PhaseView phase(PhasePlan plan) {
        PhaseProgress progress = state.progress().phase(plan.name());
        return new PhaseView(
                plan.name(),
                phaseState(plan.name()),
                progress.step(),
                plan.steps(),
                progress.first(),
                progress.last(),
                progress.wall(),
                imagesPerSecond(plan, progress),
                secondsLeft(plan, progress),
                progress.heldOut());
    }

    PhaseView.State phaseState(String name) {
        Agenda agenda = new Agenda(state.plan(), state.progress());
        if (agenda.trained(state.plan().phase(name), state.plan().phase(name).steps())) {
            return PhaseView.State.DONE;
        }
        boolean wanted = state.wish().goal().isPresent()
                && current().filter(name::equals).isPresent();
        return wanted ? currentState(name) : PhaseView.State.WAITING;
    }

    private PhaseView.State currentState(String name) {
        Stage stage = state.stage();
        if (stage instanceof Stage.Ended ended) {
            boolean started = state.progress().phase(name).step() > 0;
            PhaseView.State unfinished = started ? PhaseView.State.PAUSED : PhaseView.State.WAITING;
            return ended.outcome() == Outcome.FINISHED ? unfinished : PhaseView.State.FAILED;
        }
        if (stage instanceof Stage.Resting resting && !resting.settling()) {
            return state.wish().rests() ? PhaseView.State.PAUSED : PhaseView.State.WAITING;
        }
        return forming() ? PhaseView.State.PREPARING : besideSteps(name);
    }

    /** A phase whose predecessor has just ended has no generation of its own yet. */
    private PhaseView.State besideSteps(String name) {
        boolean waiting = state.stage() instanceof Stage.Working || state.stage() == Stage.Founding.INSTANCE;
        boolean formed = state.generation()
                .filter(generation -> generation.phase().equals(name))
                .isPresent();
        return waiting || !formed ? PhaseView.State.WAITING : PhaseView.State.RUNNING;
    }

    static double imagesPerSecond(PhasePlan plan, PhaseProgress progress) {
        return progress.stepSeconds() > 0 ? plan.batch() / progress.stepSeconds() : 0;
    }

    static double secondsLeft(PhasePlan plan, PhaseProgress progress) {
        return progress.stepSeconds() > 0 ? (plan.steps() - progress.step()) * progress.stepSeconds() : Double.NaN;
    }

    private WorkerView worker(Enrolment enrolment) {
        int rank = state.generation()
                .map(formed -> formed.rank(enrolment.host().worker()))
                .orElse(-1);
        return new WorkerView(enrolment.host(), words(enrolment, rank), rank, enrolment.step(), enrolment.seconds());
    }

    private String words(Enrolment enrolment, int rank) {
        if (!enrolment.present()) {
            return enrolment.status().name().toLowerCase(Locale.ROOT) + ": " + enrolment.reason();
        }
        if (enrolment.draining()) {
            return "leaving: " + enrolment.reason();
        }
        boolean preparing = state.stage() instanceof Stage.Preparing stage
                && stage.generation().has(enrolment.host().worker());
        return preparing ? "preparing" : rank >= 0 && isStepping() ? "running" : "joined";
    }

    private boolean isStepping() {
        return List.of(Stage.Running.class, Stage.Holding.class, Stage.Saving.class)
                .contains(state.stage().getClass());
    }
}
