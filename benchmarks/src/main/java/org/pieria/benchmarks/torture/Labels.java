package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pieria.checkpointing.milestone.Milestone;

/** A death at every labelled point of the step, of the ledger and of the handover. */
final class Labels {

    /** Points that only a change of the generation passes. */
    private static final Set<Milestone> AT_A_CHANGE = EnumSet.of(
            Milestone.INTERRUPTED,
            Milestone.PREPARING,
            Milestone.PREPARED,
            Milestone.STATE_HALF_SENT,
            Milestone.LOSS_NOTICED,
            Milestone.CLAIM_WRITTEN,
            Milestone.ACTIVATION_WRITTEN);

    /** Points that a coordinator passes. */
    private static final Set<Milestone> OF_A_COORDINATOR = EnumSet.of(
            Milestone.LOSS_NOTICED,
            Milestone.CLAIM_WRITTEN,
            Milestone.ACTIVATION_WRITTEN,
            Milestone.ROW_UNSYNCED,
            Milestone.BEFORE_PUBLISH,
            Milestone.AFTER_PUBLISH);

    private static final long WARM_UP = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Options options;
    private final Map<Milestone, Integer> hits = new EnumMap<>(Milestone.class);

    private Labels(Options options) {
        this.options = options;
    }

    /** The exit code: 0 when every label was hit, nothing was lost and no bit differs. */
    static int run(Options options) throws IOException, InterruptedException {
        return new Labels(options).run();
    }

    private int run() throws IOException, InterruptedException {
        Path directory = options.out().resolve("tortured");
        Verdict verdict = new Verdict(options);
        try (RealRun run = Stage.begin(options, directory)) {
            Nemesis nemesis = new Nemesis(run, options.seed());
            nemesis.awaitStep(WARM_UP);
            for (int round = 0; round < options.count("rounds", 1); round++) {
                for (Milestone milestone : chosen()) {
                    hit(nemesis, milestone);
                }
            }
            nemesis.awaitRow(nemesis.chronicle().steps() + WARM_UP);
            run.stop(Stage.MINUTES);
            verdict.tell(nemesis.passings(), nemesis.blows());
        }
        coverage(verdict);
        verdict.compare(directory);
        return verdict.code();
    }

    /** With a single coordinator, those of the workers: a coordinator's death needs a second one to go on at once. */
    private List<Milestone> chosen() {
        if (options.given().containsKey("labels")) {
            List<String> wanted = options.words("labels", "");
            return Arrays.stream(Milestone.values())
                    .filter(milestone -> wanted.contains(milestone.label()))
                    .toList();
        }
        boolean all = options.count("coordinators", 1) > 1;
        return Arrays.stream(Milestone.values())
                .filter(milestone -> all || !OF_A_COORDINATOR.contains(milestone))
                .toList();
    }

    private void hit(Nemesis nemesis, Milestone milestone) throws IOException, InterruptedException {
        int workers = options.count("workers", 3);
        nemesis.awaitServing(workers);
        if (AT_A_CHANGE.contains(milestone)) {
            nemesis.arm(milestone);
            Strikes.show(nemesis.strike(List.of("kill-worker")), nemesis);
        } else {
            nemesis.arm(milestone);
        }
        boolean died = nemesis.awaitDeath(milestone, PATIENCE).isPresent();
        hits.merge(milestone, died ? 1 : 0, Integer::sum);
        Verdict.say(
                "%s %s at step %,d",
                died ? "died at" : "NOBODY PASSED",
                milestone.label(),
                nemesis.chronicle().steps());
    }

    private void coverage(Verdict verdict) {
        hits.forEach((milestone, count) -> Verdict.say("label %-20s %d", milestone.label(), count));
        long covered = hits.values().stream().filter(count -> count > 0).count();
        Verdict.say("label coverage: %d of %d", covered, Milestone.values().length);
        hits.forEach((milestone, count) -> {
            if (count == 0) {
                verdict.problem("nobody died at " + milestone.label());
            }
        });
    }
}
