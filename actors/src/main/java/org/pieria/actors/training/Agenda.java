package org.pieria.actors.training;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.checkpointing.digest.Sha256;

/** What is to be done next: a function of the plan, of what is reached, and of how far to go. */
record Agenda(TrainingPlan plan, Progress progress) {

    /** The first thing not done on the way to the goal; empty when the goal is reached. */
    Optional<Task> next(Until goal) {
        for (PhasePlan phase : plan.phases().subList(0, plan.index(goal.phase()) + 1)) {
            long limit = phase.name().equals(goal.phase()) ? goal.step() : phase.steps();
            Optional<Task> open = open(phase, limit);
            if (open.isPresent()) {
                return open;
            }
        }
        return grid(goal);
    }

    /** Whether a phase's last checkpoint exists, or one at an earlier step that is far enough. */
    boolean trained(PhasePlan phase, long limit) {
        boolean whole = limit >= phase.steps();
        return whole ? progress.last(phase.name()).isPresent() : progress.saved(phase.name()) >= limit;
    }

    /** The final checkpoints of all finished phases, by phase. */
    Map<String, String> finished() {
        Map<String, String> paths = new TreeMap<>();
        for (PhasePlan phase : plan.phases()) {
            progress.last(phase.name()).ifPresent(checkpoint -> paths.put(phase.name(), checkpoint.path()));
        }
        return paths;
    }

    /** The final checkpoints of the finished phases before the given one. */
    Map<String, String> finishedBefore(String phase) {
        Map<String, String> paths = new TreeMap<>(finished());
        paths.keySet().removeIf(name -> plan.index(name) >= plan.index(phase));
        return paths;
    }

    /** The final checkpoints of the finished image tokenizers. */
    Map<String, String> tokenizers() {
        Map<String, String> paths = new TreeMap<>(finished());
        paths.keySet().removeIf(name -> !plan.phase(name).makesTokens());
        return paths;
    }

    private Optional<Task> open(PhasePlan phase, long limit) {
        if (!trained(phase, limit)) {
            boolean tokens = phase.readsTokens() && !tokenised();
            return Optional.of(tokens ? new Task.Tokenise(tokenDirectory()) : new Task.Train(phase.name(), limit));
        }
        boolean evaluated = progress.records().containsKey(Records.evaluation(phase.name()));
        return limit < phase.steps() || evaluated ? Optional.empty() : Optional.of(new Task.Evaluate(phase.name()));
    }

    private Optional<Task> grid(Until goal) {
        PhasePlan phase = plan.phase(goal.phase());
        boolean whole = goal.step() >= phase.steps();
        boolean painted = progress.records().containsKey(Records.samples(phase.name()));
        return paints(phase) && whole && !painted ? Optional.of(new Task.Paint(phase.name())) : Optional.empty();
    }

    /** Whether pictures can be painted once it is trained: it predicts tokens, or follows a phase that does. */
    private boolean paints(PhasePlan phase) {
        return plan.phases().subList(0, plan.index(phase.name()) + 1).stream().anyMatch(PhasePlan::readsTokens);
    }

    private boolean tokenised() {
        String manifest = progress.records().get(Records.TOKENS);
        return manifest != null && Records.isOf(manifest, tokenDirectory());
    }

    /** Named by what makes the tokens, so that changed tokenizers never meet stale tokens. */
    private String tokenDirectory() {
        StringBuilder makers = new StringBuilder(plan.contract()).append('\n');
        for (String phase : tokenizers().keySet()) {
            String digest = progress.last(phase).map(CheckpointRef::digest).orElseThrow();
            makers.append(phase).append('=').append(digest).append('\n');
        }
        return "data/tokens-" + Sha256.hex(makers.toString()).substring(0, 16);
    }
}
