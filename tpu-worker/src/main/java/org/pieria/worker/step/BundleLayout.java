package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.SliceOutputs;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * Where each part of a bundle lies in its flat array: the loss first, then the statistics, then the gradient of every
 * trained parameter in registry order; last the mark of a bundle that is not finite, so that the sum counts those.
 *
 * @param length floats in the whole bundle
 */
record BundleLayout(List<Part> parts, int length) {

    /** The name of the part that holds the loss. */
    static final String LOSS = "loss";

    private static final String GRADIENT = "gradient:";
    private static final String MARK = "mark:not-finite";

    /** What one array of the Java platform can hold. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    BundleLayout {
        parts = List.copyOf(parts);
    }

    /** One tensor's place. */
    record Part(String name, Shape shape, int offset, int length) {}

    static BundleLayout of(SliceOutputs outputs, List<Parameter> trained) {
        List<Part> parts = new ArrayList<>();
        int end = append(parts, LOSS, Shape.scalar(), 0);
        for (Map.Entry<String, ? extends Operand<?>> statistic :
                outputs.statistics().entrySet()) {
            end = append(parts, statistic.getKey(), statistic.getValue().shape(), end);
        }
        for (Parameter parameter : trained) {
            end = append(parts, GRADIENT + parameter.name(), parameter.shape(), end);
        }
        return new BundleLayout(parts, append(parts, MARK, Shape.scalar(), end));
    }

    private static int append(List<Part> parts, String name, Shape shape, int offset) {
        if (shape.isUnknown() || shape.hasUnknownDimension()) {
            throw new IllegalStateException(name + " of a bundle must have a static shape, has " + shape);
        }
        if (offset + shape.size() > MOST) {
            throw new IllegalArgumentException("the bundle of a step, which is one array, has more than " + MOST
                    + " floats with " + name + "; give the phase fewer layers or less width");
        }
        int length = Math.toIntExact(shape.size());
        parts.add(new Part(name, shape, offset, length));
        return offset + length;
    }

    /** The statistics, loss included; scalars and others. */
    List<Part> statistics() {
        return parts.stream()
                .filter(part ->
                        !part.name().startsWith(GRADIENT) && !part.name().equals(MARK))
                .toList();
    }

    /** Where the mark is: behind all that is computed. */
    int mark() {
        return length - 1;
    }

    Part gradient(String parameter) {
        return part(GRADIENT + parameter);
    }

    Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no part of the bundle is called " + name));
    }
}
