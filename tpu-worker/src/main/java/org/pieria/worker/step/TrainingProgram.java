package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.model.graph.Fence;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.Parameter;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.BundleShape;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * One phase's state on the device with the two functions of its step: the bundle of a slice, and the update by the sum of
 * all bundles. {@link #bundle} may run on several threads at once; the rest is for one thread, between steps.
 */
public final class TrainingProgram implements AutoCloseable {

    private static final String SLICE = "slice";
    private static final String UPDATE = "update";
    private static final int REPORT = 4;

    private final String phase;
    private final Model model;
    private final Optimizer optimizer;
    private final Accumulation accumulation;
    private final SliceFunction slice;
    private final UpdateFunction update;
    private final DeviceProgram program;
    private final List<String> names;
    private final Map<String, float[]> frozen;
    private Skips skips = Skips.NONE;

    /**
     * Builds the two functions.
     *
     * @param frozen values of what the model reads and does not train, such as another phase's weights; more than that is
     *     left alone, less is an error
     */
    public TrainingProgram(String phase, Model model, EngineConfig config, Map<String, float[]> frozen) {
        this(new Subject(phase, model, Packing.of(config.wire())), config, frozen);
    }

    /**
     * What is trained.
     *
     * @param packing of its bundles
     */
    record Subject(String phase, Model model, Packing packing) {}

    /** The same with a packing of its own. */
    TrainingProgram(Subject subject, EngineConfig config, Map<String, float[]> frozen) {
        this.phase = subject.phase();
        this.model = subject.model();
        this.optimizer = model.optimizer();
        this.accumulation = new Accumulation(model.parts());
        this.slice =
                SliceFunction.of(SLICE, model.part(), Fence.of(config.device().mustCompile()), subject.packing());
        this.update = UpdateFunction.of(UPDATE, model, slice, config.slices());
        this.names = update.variables().stream().map(Variable::name).toList();
        List<Variable> read = read(slice);
        this.frozen = Variable.values(read, frozen);
        List<Variable> variables = new ArrayList<>(update.variables());
        variables.addAll(read);
        this.program = new DeviceProgram(
                config.device(), config.threadsPerSlice(), variables, List.of(slice.function(), update.function()));
    }

    private static List<Variable> read(SliceFunction slice) {
        return slice.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.FROZEN)
                .map(Variable::of)
                .toList();
    }

    /** The state before step 1: a function of seed, phase and names alone. */
    public Map<String, float[]> initial(long seed) {
        CounterRandom random = CounterRandom.of(seed).at(phase).at("initial");
        Map<String, float[]> values = new LinkedHashMap<>();
        update.variables()
                .forEach(variable -> values.put(
                        variable.name(), variable.initializer().values(random.at(variable.name()), variable.shape())));
        return values;
    }

    /** Takes a whole state, by copy; a missing or an unknown name is an error, but that of what was skipped may miss. */
    public void restore(Map<String, float[]> state) {
        Set<String> expected = new LinkedHashSet<>(names);
        Map<String, float[]> values = new LinkedHashMap<>(state);
        values.remove(Skips.NAME);
        if (!expected.equals(values.keySet())) {
            throw new IllegalArgumentException(difference(expected, values.keySet()));
        }
        values.putAll(frozen);
        skips = Skips.of(state);
        program.assign(values);
    }

    private String difference(Set<String> expected, Set<String> given) {
        Set<String> missing = new LinkedHashSet<>(expected);
        missing.removeAll(given);
        Set<String> unknown = new LinkedHashSet<>(given);
        unknown.removeAll(expected);
        return "this state is not one of phase " + phase + ": missing " + missing + ", unknown " + unknown;
    }

    /** A copy of the whole state by name; what is frozen is no part of it. */
    public Map<String, float[]> state() {
        Map<String, float[]> state = program.read(names);
        if (skips.any()) {
            state.put(Skips.NAME, skips.values());
        }
        return state;
    }

    /** The shape of every tensor of the state by name. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        update.variables()
                .forEach(variable -> shapes.put(
                        variable.name(),
                        Arrays.stream(variable.shape().asArray()).boxed().toList()));
        if (skips.any()) {
            shapes.put(Skips.NAME, List.of((long) skips.values().length));
        }
        return shapes;
    }

    /** The digest of the state after a step. */
    public StateDigest digest() {
        StateDigest digest = new StateDigest();
        program.visit(names, digest::add);
        if (skips.any()) {
            digest.add(Skips.NAME, skips.values());
        }
        return digest;
    }

    /** The shape of a bundle. */
    public BundleShape bundleShape() {
        return slice.layout().shape();
    }

    /** Computes one slice's bundle into the given one, in as many parts as the model wants. */
    public void bundle(Map<String, HostTensor> feeds, Bundle bundle) {
        for (int part = 0; part < accumulation.parts(); part++) {
            try (Result result = program.call(SLICE, accumulation.feeds(feeds, part))) {
                take(part, result, bundle);
            }
        }
        BundleLayout.Part mark = slice.layout().mark();
        bundle.array(mark.segment())[mark.offset()] = Finite.all(bundle) ? 0 : 1;
    }

    private void take(int part, Result result, Bundle bundle) {
        for (int segment = 0; segment < bundle.arrays().size(); segment++) {
            TFloat32 values = (TFloat32) result.get(segment);
            accumulation.take(part, values.asRawTensor().data().asFloats(), bundle.array(segment));
        }
    }

    /**
     * Whether a sum can be applied: no slice of it and no sum of theirs is NaN or infinite. A function of the sum alone, so
     * that every rank decides alike.
     */
    public boolean isFinite(Bundle sum) {
        return spoiled(sum) == 0 && Finite.all(sum);
    }

    /** The digest of a slice's bundle, the same on every machine; of one that is not finite it says just that. */
    public String digestOf(Bundle bundle) {
        if (spoiled(bundle) != 0) {
            return "not-finite"; // which NaN stands for a NaN is left to the processor
        }
        StateDigest digest = new StateDigest();
        for (int segment = 0; segment < bundle.arrays().size(); segment++) {
            digest.add("bundle " + segment, bundle.array(segment));
        }
        return digest.of(phase, 0);
    }

    /** How many slices of a sum were not finite by themselves. */
    public int spoiled(Bundle sum) {
        return (int) first(sum, slice.layout().mark());
    }

    /** What was skipped so far. */
    public Skips skips() {
        return skips;
    }

    /**
     * Applies the sum over all slices; the report is the optimizer's after this step. One that is not finite is skipped:
     * nothing changes but the count of the skipped, and there is no report.
     */
    public Optional<OptimizerReport> apply(long step, Bundle sum) {
        boolean finite = isFinite(sum);
        skips = finite ? skips.applied() : skips.skipped();
        return finite ? Optional.of(update(step, sum)) : Optional.empty();
    }

    private OptimizerReport update(long step, Bundle sum) {
        Map<String, HostTensor> feeds = new LinkedHashMap<>();
        for (int segment = 0; segment < sum.arrays().size(); segment++) {
            float[] values = sum.array(segment);
            feeds.put(UpdateFunction.sum(segment), HostTensor.floats(values, values.length));
        }
        feeds.put("rates", HostTensor.floats(optimizer.rates(step), optimizer.rateCount()));
        try (Result result = program.call(UPDATE, feeds)) {
            return report(HostTensor.read((TType) result.get(0)));
        }
    }

    private OptimizerReport report(float[] rows) {
        List<OptimizerReport.OfTensor> tensors = new ArrayList<>();
        for (int i = 0; i < update.trained().size(); i++) {
            int row = i * REPORT;
            tensors.add(new OptimizerReport.OfTensor(
                    update.trained().get(i), rows[row], rows[row + 1], rows[row + 2], (long) rows[row + 3]));
        }
        return new OptimizerReport(tensors);
    }

    /** The mean loss of a step from the sum of its bundles. */
    public float loss(Bundle sum, int slices) {
        return first(sum, slice.layout().part(BundleLayout.LOSS)) / slices;
    }

    /** The scalar statistics of a step by name, means over the batch, and the model's further quantities. */
    public Map<String, Double> metrics(Bundle sum, int slices) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (BundleLayout.Part part : slice.layout().statistics()) {
            if (part.shape().numDimensions() == 0 && !part.name().equals(BundleLayout.LOSS)) {
                metrics.put(part.name(), (double) (first(sum, part) / slices));
            }
        }
        metrics.putAll(model.quantities(name -> {
            BundleLayout.Part part = slice.layout().part(name);
            return Arrays.copyOfRange(sum.array(part.segment()), part.offset(), part.offset() + part.length());
        }));
        return metrics;
    }

    private static float first(Bundle sum, BundleLayout.Part part) {
        return sum.array(part.segment())[part.offset()];
    }

    @Override
    public void close() {
        program.close();
    }
}
