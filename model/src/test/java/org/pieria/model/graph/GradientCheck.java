package org.pieria.model.graph;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.pieria.model.graph.DoublePrecision.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Holds the gradient of a scalar against finite differences, both in double precision: for every trained parameter along a
 * direction in which all its elements move, and along the two elements of the steepest and of the middle slope.
 */
public final class GradientCheck {

    /** Relative to the slope, or to what a random direction would see of the gradient if that is more. */
    private static final double TOLERANCE = 1e-6;

    /** A kink of a rectification between the points spoils a difference: not those of all lengths. */
    private static final double[] STEPS = {1e-5, 3e-6, 1e-6};

    /** Slopes below this share of the scalar are compared in their difference alone: rounding hides the rest. */
    private static final double LEAST_SLOPE = 1e-4;

    private static final double NO_SLOPE = 1e-12;
    private static final String LOSS = "the-scalar";

    private final DoublePrecision doubles;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, Value> base = new HashMap<>();
    private double scale;

    private GradientCheck(DoublePrecision doubles) {
        this.doubles = doubles;
    }

    /**
     * Expects the gradient to be that of the function.
     *
     * @return the parameters whose gradient is zero
     */
    public static Set<String> agrees(Function<Trial, Operand<TFloat32>> scalar) {
        return check(scalar, false);
    }

    /**
     * Expects the gradient to be that of the function whose stopped values are constants: what losses with a stopped side
     * and the straight-through estimator claim.
     *
     * @return the parameters whose gradient is zero
     */
    public static Set<String> agreesWithStopsHeld(Function<Trial, Operand<TFloat32>> scalar) {
        return check(scalar, true);
    }

    private static Set<String> check(Function<Trial, Operand<TFloat32>> scalar, boolean held) {
        try (Trial trial = new Trial()) {
            Operand<TFloat32> loss = trial.anchored(scalar.apply(trial));
            Graph graph = (Graph) trial.tf().scope().env();
            Map<String, Shape> stops = held ? stops(graph) : Map.of();
            Map<String, String> gradients = new LinkedHashMap<>();
            trial.gradients(loss).forEach((name, gradient) -> gradients.put(name, name(gradient)));
            trial.tf().withName(LOSS).identity(loss);
            try (DoublePrecision doubles = new DoublePrecision(graph.toGraphDef())) {
                GradientCheck check = new GradientCheck(doubles);
                trial.parameters().all().forEach(check::give);
                check.hold(stops);
                return check.compare(gradients);
            }
        }
    }

    private static String name(Operand<TFloat32> operand) {
        return operand.asOutput().op().name();
    }

    private static Map<String, Shape> stops(Graph graph) {
        Map<String, Shape> stops = new LinkedHashMap<>();
        graph.operations().forEachRemaining(operation -> {
            if (operation.type().equals("StopGradient")) {
                stops.put(operation.name(), operation.output(0).shape());
            }
        });
        return stops;
    }

    private void give(Parameter parameter) {
        float[] floats = parameter.shape().numDimensions() == 0
                ? Numbers.of(parameter.name(), 1)
                : Numbers.parameter(parameter.name(), parameter.shape());
        double[] elements = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            elements[i] = floats[i];
        }
        placeholders.put(parameter.name(), parameter.resource().op().name());
        base.put(parameter.resource().op().name(), new Value(parameter.shape(), elements));
    }

    /** From now on what is stopped keeps the value that it has here. */
    private void hold(Map<String, Shape> stops) {
        List<String> names = new ArrayList<>(stops.keySet());
        List<double[]> values = names.isEmpty() ? List.of() : doubles.run(base, names);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            base.put(name, new Value(Objects.requireNonNull(stops.get(name)), values.get(i)));
        }
    }

    private Set<String> compare(Map<String, String> gradients) {
        scale = Math.max(1, Math.abs(loss(base)));
        List<double[]> analytic = doubles.run(base, List.copyOf(gradients.values()));
        Set<String> still = new TreeSet<>();
        int index = 0;
        for (String name : gradients.keySet()) {
            double[] gradient = analytic.get(index++);
            directions(name, gradient).forEach((what, direction) -> compare(name, what, gradient, direction));
            if (Math.sqrt(dot(gradient, gradient)) < NO_SLOPE) {
                still.add(name);
            }
        }
        return still;
    }

    private void compare(String name, String what, double[] gradient, double[] direction) {
        double found = dot(gradient, direction);
        double typical = Math.sqrt(dot(gradient, gradient) / gradient.length);
        List<Double> differences = new ArrayList<>();
        for (double step : STEPS) {
            double expected = slope(name, direction, step);
            double size = Math.max(Math.max(Math.abs(expected), typical), LEAST_SLOPE * scale);
            if (Math.abs(found - expected) < TOLERANCE * size) {
                return;
            }
            differences.add(expected);
        }
        fail("%s along %s has the gradient %s and the differences %s", name, what, found, differences);
    }

    private static Map<String, double[]> directions(String name, double[] gradient) {
        int steepest = 0;
        for (int i = 0; i < gradient.length; i++) {
            steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
        }
        Map<String, double[]> directions = new LinkedHashMap<>();
        directions.put("all", everywhere(name, gradient.length));
        directions.put("element " + steepest, only(steepest, gradient.length));
        directions.put("element " + gradient.length / 2, only(gradient.length / 2, gradient.length));
        return directions;
    }

    /** Of length one. */
    private static double[] everywhere(String name, int count) {
        float[] numbers = Numbers.of("direction/" + name, count);
        double[] direction = new double[count];
        for (int i = 0; i < count; i++) {
            direction[i] = numbers[i];
        }
        double length = Math.sqrt(dot(direction, direction));
        for (int i = 0; i < count; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static double[] only(int element, int count) {
        double[] direction = new double[count];
        direction[element] = 1;
        return direction;
    }

    /** The central difference of fourth order. */
    private double slope(String name, double[] direction, double step) {
        double near = moved(name, direction, step) - moved(name, direction, -step);
        double far = moved(name, direction, 2 * step) - moved(name, direction, -2 * step);
        return (8 * near - far) / (12 * step);
    }

    private double moved(String name, double[] direction, double step) {
        String placeholder = Objects.requireNonNull(placeholders.get(name));
        Value here = Objects.requireNonNull(base.get(placeholder));
        double[] there = here.elements().clone();
        for (int i = 0; i < there.length; i++) {
            there[i] += step * direction[i];
        }
        Map<String, Value> feeds = new HashMap<>(base);
        feeds.put(placeholder, new Value(here.shape(), there));
        return loss(feeds);
    }

    private double loss(Map<String, Value> feeds) {
        return doubles.run(feeds, List.of(LOSS)).get(0)[0];
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
