package org.pieria.worker.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.port.HostUnfit;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.handover.Donor;
import org.pieria.worker.handover.Follower;
import org.pieria.worker.handover.Holding;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.Lanes;
import org.pieria.worker.step.Prefetch;
import org.pieria.worker.step.Skips;
import org.pieria.worker.step.SliceBlock;
import org.pieria.worker.step.TrainingProgram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One phase in training on this host: the state, and the step from data to digest. For one thread, but for {@link #holding};
 * only the slices of a step are computed side by side.
 */
final class Training implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);
    private static final int REPORT_EVERY = 10;

    private final Phase phase;
    private final EngineConfig config;
    private final Lanes lanes;
    private final Prefetch batches;
    private final TrainingProgram program;
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private Bundle sum;
    private Bundle kept;
    private boolean keeps;
    private boolean closed;
    private long step;
    private String digest = "";

    Training(Phase phase, EngineConfig config) {
        this.phase = phase;
        this.config = config;
        this.lanes = new Lanes(config.lanes());
        this.batches = new Prefetch(phase.batches());
        this.program = new TrainingProgram(phase.name(), phase.model(), config, phase.frozen());
        this.sum = Bundle.zeros(program.bundleShape());
        this.kept = Bundle.zeros(program.bundleShape());
    }

    String phase() {
        return phase.name();
    }

    BundleShape bundleShape() {
        return program.bundleShape();
    }

    /** Puts the state before step 1 in place. */
    void begin() {
        take(0, phase.start().apply(program.initial(config.seed())));
    }

    /** Puts a saved state in place. */
    synchronized void take(long standing, Map<String, float[]> state) {
        keeps = false;
        leaveBehind();
        program.restore(state);
        step = standing;
        digest = program.digest().of(phase.name(), step);
    }

    /**
     * The digest of one slice's bundle and of one update by it, from the initial values: what every host that is to take part
     * must find. It leaves no state that could be trained on.
     */
    String canary() {
        program.restore(program.initial(config.seed()));
        Bundle bundle = Bundle.zeros(bundleShape());
        program.bundle(phase.batches().slice(1, 0), bundle);
        String gradient = program.digestOf(bundle);
        program.apply(1, bundle);
        return gradient + "-" + program.digest().of(phase.name(), 1);
    }

    /** Makes sure that the state in memory is still the one that was told of. */
    void verify() {
        String now = program.digest().of(phase.name(), step);
        if (!now.equals(digest)) {
            throw new HostUnfit("the state that it holds of " + phase.name() + " step " + step
                    + " has changed in memory: its digest was " + digest + " and is " + now);
        }
    }

    /** The last step of the state in place; -1 before there is one. */
    long held() {
        return digest.isEmpty() ? -1 : step;
    }

    /** Applies the next step by the sum of its bundles, which somebody else reduced. */
    void follow(Bundle bundle) {
        sum.take(bundle);
        apply(step + 1);
    }

    /** A copy of what this host holds of a phase; empty if it is not this one. From any thread. */
    synchronized Optional<Holding> holding(String wanted) {
        return closed || !wanted.equals(phase.name())
                ? Optional.empty()
                : Optional.of(
                        new Holding(standing(), program.state(), keeps ? Optional.of(kept.copy()) : Optional.empty()));
    }

    /** What this host holds, for somebody who is offered every step from there on. From any thread. */
    synchronized Optional<Donor.Led> led(String wanted) {
        Optional<Donor.Led> led = holding(wanted).map(held -> new Donor.Led(held, Follower.of(held)));
        led.ifPresent(one -> followers.add(one.follower()));
        return led;
    }

    /** Each gets the same copy, since the sum itself is written again two steps later. */
    private void lead() {
        if (!followers.isEmpty()) {
            Bundle copy = kept.copy();
            followers.removeIf(follower -> !follower.offer(standing(), copy));
        }
    }

    private void leaveBehind() {
        followers.forEach(Follower::end);
        followers.clear();
    }

    Standing standing() {
        return new Standing(phase.name(), step, digest);
    }

    PhaseState copy() {
        return new PhaseState(phase.name(), step, program.state());
    }

    Map<String, List<Long>> shapes() {
        return program.shapes();
    }

    /** Computes, reduces and applies the next step. */
    StepResult next(long wanted, Part part, Collective collective) {
        if (wanted != step + 1) {
            throw new IllegalStateException("asked for step " + wanted + " of " + phase.name() + " at step " + step);
        }
        requireProgress();
        StepClock clock = new StepClock();
        List<Map<String, HostTensor>> feeds = feeds(wanted, part);
        clock.lap("data");
        Milestone.BEFORE_COMPUTE.pass(wanted);
        compute(feeds);
        Map<Integer, String> checks = checks(wanted, part);
        clock.lap("compute");
        Milestone.AFTER_COMPUTE.pass(wanted);
        List<Bundle> own = bundles.subList(0, part.block().count());
        collective.allReduce(wanted, digest, own, sum);
        clock.lap("reduce");
        Milestone.AFTER_REDUCE.pass(wanted);
        Optional<OptimizerReport> report = apply(wanted).filter(any -> step % REPORT_EVERY == 0 || step == 1);
        clock.lap("apply");
        Outcome outcome = outcome(kept);
        return new StepResult(
                step, digest, outcome.loss(), outcome.metrics(program.skips()), clock.seconds(), report, checks);
    }

    /** What a sum tells of its step; of one that is skipped, nothing but the loss. */
    private record Outcome(float loss, Map<String, Double> quantities) {

        Map<String, Double> metrics(Skips skips) {
            Map<String, Double> metrics = new LinkedHashMap<>(quantities);
            metrics.putAll(skips.metrics());
            return metrics;
        }
    }

    /** Which of the many NaNs it is is left to the processor, and must not be told. */
    private Outcome outcome(Bundle applied) {
        float loss = program.loss(applied, config.slices());
        if (program.skips().inARow() == 0) {
            return new Outcome(loss, program.metrics(applied, config.slices()));
        }
        LOG.warn(
                "step {} of {} is skipped: its loss or a gradient is not finite, in {} of {} slices",
                step,
                phase.name(),
                program.spoiled(applied),
                config.slices());
        return new Outcome(Float.isNaN(loss) ? Float.NaN : loss, Map.of());
    }

    /** The same on every rank, since what was skipped is part of the state. */
    private void requireProgress() {
        long row = program.skips().inARow();
        if (row >= config.safeguards().skipLimit()) {
            throw new IllegalStateException(row + " steps of " + phase.name() + " in a row, up to step " + step
                    + ", had a loss or a gradient that is not finite and were skipped; training.skip-limit allows no more:"
                    + " lower phases." + phase.name() + ".learning-rate or look at the data");
        }
    }

    /** Applies the sum, which is kept for those that did not get it: until the next one is whole. */
    private synchronized Optional<OptimizerReport> apply(long next) {
        Optional<OptimizerReport> report = program.apply(next, sum);
        digest = program.digest().of(phase.name(), next);
        step = next;
        Bundle older = kept;
        kept = sum;
        sum = older;
        keeps = true;
        lead();
        Milestone.AFTER_APPLY.pass(next);
        return report;
    }

    /** The slice that is only computed to be checked comes last. */
    private List<Map<String, HostTensor>> feeds(long wanted, Part part) {
        List<Map<String, HostTensor>> feeds = new ArrayList<>(batches.step(wanted, part.block()));
        part.again().ifPresent(slice -> feeds.add(phase.batches().slice(wanted, slice)));
        return feeds;
    }

    /** What this rank tells of the slice that is computed twice; one that computed it twice itself compares. */
    private Map<Integer, String> checks(long wanted, Part part) {
        SliceBlock block = part.block();
        Map<Integer, String> checks = new TreeMap<>();
        part.own().ifPresent(slice -> checks.put(slice, program.digestOf(bundles.get(slice - block.from()))));
        part.again().ifPresent(slice -> {
            String again = program.digestOf(bundles.get(block.count()));
            String before = checks.put(slice, again);
            if (before != null && !before.equals(again)) {
                throw new HostUnfit("slice " + slice + " of step " + wanted + " of " + phase.name() + " has digest "
                        + before + " when it is computed once and " + again + " when once more");
            }
        });
        return checks;
    }

    private void compute(List<Map<String, HostTensor>> feeds) {
        while (bundles.size() < feeds.size()) {
            bundles.add(Bundle.zeros(program.bundleShape()));
        }
        lanes.run(feeds.size(), slice -> program.bundle(feeds.get(slice), bundles.get(slice)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        leaveBehind();
        batches.close();
        lanes.close();
        program.close();
    }
}
