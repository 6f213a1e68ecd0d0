package org.pieria.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.worker.collective.Collective;
import org.pieria.worker.handover.Holding;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.Lanes;
import org.pieria.worker.step.Prefetch;
import org.pieria.worker.step.SliceBlock;
import org.pieria.worker.step.TrainingProgram;

/**
 * One phase in training on this host: the state, and the step from data to digest. For one thread, but for {@link #holding};
 * only the slices of a step are computed side by side.
 */
final class Training implements AutoCloseable {

    private static final int REPORT_EVERY = 10;

    private final Phase phase;
    private final EngineConfig config;
    private final Lanes lanes;
    private final Prefetch batches;
    private final TrainingProgram program;
    private final List<float[]> bundles = new ArrayList<>();
    private float[] sum;
    private float[] kept;
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
        this.sum = new float[program.bundleLength()];
        this.kept = new float[program.bundleLength()];
    }

    int bundleLength() {
        return program.bundleLength();
    }

    /** Puts the state before step 1 in place. */
    void begin() {
        take(0, phase.start().apply(program.initial(config.seed())));
    }

    /** Runs everything once, since the first run of a graph takes much longer than the others; stands at the beginning then. */
    void rehearse() {
        begin();
        List<float[]> bundle = compute(batches.step(1, new SliceBlock(0, 1)));
        System.arraycopy(bundle.get(0), 0, sum, 0, sum.length);
        apply(1);
        begin();
    }

    /** Puts a saved state in place. */
    synchronized void take(long standing, Map<String, float[]> state) {
        keeps = false;
        program.restore(state);
        step = standing;
        digest = program.digest().of(phase.name(), step);
    }

    /** Applies the next step by the sum of its bundles, which somebody else reduced. */
    void follow(float[] bundle) {
        System.arraycopy(bundle, 0, sum, 0, sum.length);
        apply(step + 1);
    }

    /** A copy of what this host holds of a phase; empty if it is not this one. From any thread. */
    synchronized Optional<Holding> holding(String wanted) {
        return closed || !wanted.equals(phase.name())
                ? Optional.empty()
                : Optional.of(
                        new Holding(standing(), program.state(), keeps ? Optional.of(kept.clone()) : Optional.empty()));
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
    StepResult next(long wanted, SliceBlock block, Collective collective) {
        if (wanted != step + 1) {
            throw new IllegalStateException("asked for step " + wanted + " of " + phase.name() + " at step " + step);
        }
        StepClock clock = new StepClock();
        List<Map<String, HostTensor>> feeds = batches.step(wanted, block);
        clock.lap("data");
        List<float[]> own = compute(feeds);
        clock.lap("compute");
        collective.allReduce(wanted, digest, own, sum);
        clock.lap("reduce");
        float loss = finite(wanted, program.loss(sum, config.slices()));
        Map<String, Double> metrics = program.metrics(sum, config.slices());
        OptimizerReport report = apply(wanted);
        clock.lap("apply");
        boolean reported = step % REPORT_EVERY == 0 || step == 1;
        return new StepResult(
                step, digest, loss, metrics, clock.seconds(), reported ? Optional.of(report) : Optional.empty());
    }

    /** Applies the sum, which is kept for those that did not get it: until the next one is whole. */
    private synchronized OptimizerReport apply(long next) {
        OptimizerReport report = program.apply(next, sum);
        digest = program.digest().of(phase.name(), next);
        step = next;
        float[] older = kept;
        kept = sum;
        sum = older;
        keeps = true;
        return report;
    }

    private float finite(long wanted, float loss) {
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("the loss of " + phase.name() + " step " + wanted + " is " + loss
                    + ": lower pieria.phases." + phase.name() + ".learning-rate or look at the data");
        }
        return loss;
    }

    private List<float[]> compute(List<Map<String, HostTensor>> feeds) {
        while (bundles.size() < feeds.size()) {
            bundles.add(new float[sum.length]);
        }
        lanes.run(feeds.size(), slice -> program.bundle(feeds.get(slice), bundles.get(slice)));
        return bundles.subList(0, feeds.size());
    }

    @Override
    public synchronized void close() {
        closed = true;
        batches.close();
        lanes.close();
        program.close();
    }
}
