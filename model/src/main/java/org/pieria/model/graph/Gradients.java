package org.pieria.model.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of a scalar for all trained parameters. Segments are walked from the last to the first: each is built again
 * behind a {@link Fence} on the gradient of its output, and differentiated there.
 */
public final class Gradients {

    private final Ops tf;
    private final Graph graph;
    private final Fence fence;
    private final List<Segment> segments;
    private final Map<Output<?>, Integer> firstUse = new HashMap<>();
    private final Set<Output<?>> ends = new LinkedHashSet<>();
    private final Map<Output<?>, List<Operand<TFloat32>>> arrived = new HashMap<>();

    private Gradients(Ops tf, Parameters parameters, Fence fence) {
        this.tf = tf;
        this.graph = (Graph) tf.scope().env();
        this.fence = fence;
        this.segments = parameters.segments();
        parameters.all(Parameter.Kind.TRAINED).forEach(trained -> ends.add(output(trained.value())));
        segments.forEach(segment -> ends.add(output(segment.output())));
        for (int i = 0; i < segments.size(); i++) {
            int index = i;
            segments.get(i).inputs().forEach(input -> firstUse.putIfAbsent(output(input), index));
        }
    }

    /**
     * Adds the gradients to the graph.
     *
     * @param loss a scalar, built with the parameters
     * @return one for each trained parameter, in the order of declaration; a parameter on which the loss does not depend is an
     *     error
     */
    public static List<Operand<TFloat32>> of(Ops tf, Operand<TFloat32> loss, Parameters parameters, Fence fence) {
        List<Parameter> trained = parameters.all(Parameter.Kind.TRAINED);
        Gradients gradients = new Gradients(tf, parameters, fence);
        if (gradients.segments.isEmpty()) {
            Output<?>[] values =
                    trained.stream().map(parameter -> output(parameter.value())).toArray(Output<?>[]::new);
            return typed(gradients.graph.addGradients(output(loss), values));
        }
        gradients.pass(output(loss), null);
        for (int i = gradients.segments.size() - 1; i >= 0; i--) {
            gradients.back(i);
        }
        return trained.stream().map(gradients::ofTrained).toList();
    }

    private Operand<TFloat32> ofTrained(Parameter parameter) {
        Operand<TFloat32> total = total(output(parameter.value()));
        if (total == null) {
            throw new IllegalStateException("the loss does not depend on " + parameter.name());
        }
        return total;
    }

    /** The segment once more, and the gradients of what it reads. */
    private void back(int index) {
        Segment segment = segments.get(index);
        Operand<TFloat32> upstream = total(output(segment.output()));
        if (upstream == null) {
            return;
        }
        Map<Output<?>, Operand<TFloat32>> behind = behind(segment, upstream);
        Parameters scope = segment.scope().reading(parameter -> known(behind, parameter.value()));
        Operand<TFloat32> copy = segment.body()
                .build(
                        scope,
                        segment.inputs().stream()
                                .map(input -> known(behind, input))
                                .toList());
        Map<Output<?>, Output<?>> origins = new LinkedHashMap<>();
        behind.forEach((origin, value) -> origins.put(output(value), origin));
        List<Output<?>> wanted = reached(output(copy), origins.keySet());
        List<Operand<TFloat32>> found = differentiate(output(copy), upstream, wanted);
        for (int i = 0; i < wanted.size(); i++) {
            arrive(known(origins, wanted.get(i)), found.get(i));
        }
        segment.inputs().forEach(input -> leave(output(input), index));
    }

    /** What the segment reads, behind the fence, by what it was. */
    private Map<Output<?>, Operand<TFloat32>> behind(Segment segment, Operand<TFloat32> upstream) {
        Set<Operand<TFloat32>> before = new LinkedHashSet<>(segment.inputs());
        segment.read().forEach(parameter -> before.add(parameter.value()));
        List<Operand<TFloat32>> values = List.copyOf(before);
        List<Operand<TFloat32>> after = fence.after(tf, upstream, values);
        Map<Output<?>, Operand<TFloat32>> behind = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            behind.put(output(values.get(i)), after.get(i));
        }
        return behind;
    }

    /** Passes on what has arrived at an input that lies outside of all segments, once no other can add to it. */
    private void leave(Output<?> input, int index) {
        Operand<TFloat32> total = total(input);
        if (total != null && !ends.contains(input) && known(firstUse, input) == index) {
            arrived.remove(input);
            pass(input, total);
        }
    }

    /** From an operand outside of all segments back to the parameters and the segments on which it depends. */
    private void pass(Output<?> from, @Nullable Operand<TFloat32> upstream) {
        List<Output<?>> wanted = reached(from, ends);
        List<Operand<TFloat32>> found = differentiate(from, upstream, wanted);
        for (int i = 0; i < wanted.size(); i++) {
            arrive(wanted.get(i), found.get(i));
        }
    }

    private List<Operand<TFloat32>> differentiate(
            Output<?> from, @Nullable Operand<TFloat32> upstream, List<Output<?>> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Output<?>[] to = wanted.toArray(Output<?>[]::new);
        return typed(
                upstream == null
                        ? graph.addGradients(from, to)
                        : graph.addGradients(null, new Output<?>[] {from}, to, new Output<?>[] {output(upstream)}));
    }

    private void arrive(Output<?> at, Operand<TFloat32> gradient) {
        arrived.computeIfAbsent(at, key -> new ArrayList<>()).add(gradient);
    }

    private @Nullable Operand<TFloat32> total(Output<?> at) {
        List<Operand<TFloat32>> all = arrived.getOrDefault(at, List.of());
        if (all.isEmpty()) {
            return null;
        }
        return all.size() == 1 ? all.get(0) : tf.math.addN(all);
    }

    /** Those that an operand is made of, as gradients see it: not beyond another of them, nor beyond what stops gradients. */
    private static List<Output<?>> reached(Output<?> from, Set<Output<?>> wanted) {
        Set<Output<?>> seen = new HashSet<>();
        Deque<Output<?>> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Output<?> next = open.pop();
            boolean end = wanted.contains(next) || next.op().type().equals("StopGradient");
            if (seen.add(next) && !end) {
                ((GraphOperation) next.op()).inputs().forEach(input -> open.push(input.asOutput()));
            }
        }
        return wanted.stream().filter(seen::contains).toList();
    }

    private static <T> T known(Map<Output<?>, T> map, Operand<?> key) {
        T value = map.get(key.asOutput());
        if (value == null) {
            throw new IllegalStateException("a segment reads " + key.op().name() + " in its second pass only");
        }
        return value;
    }

    private static Output<?> output(Operand<TFloat32> operand) {
        return operand.asOutput();
    }

    private static List<Operand<TFloat32>> typed(Output<?>[] outputs) {
        List<Operand<TFloat32>> typed = new ArrayList<>();
        for (Output<?> output : outputs) {
            typed.add(output.expect(TFloat32.class));
        }
        return typed;
    }
}
