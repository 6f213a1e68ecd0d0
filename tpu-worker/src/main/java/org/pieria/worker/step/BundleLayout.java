package org.pieria.worker.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.worker.bundle.BundleShape;
import org.pieria.worker.bundle.BundleShape.Segment;
import org.pieria.worker.bundle.Wire;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * Where each part of a bundle lies in its segments: the loss first, then the statistics, then the mark of a bundle that is not
 * finite, so that the sum counts those, then the gradient of every trained parameter in registry order.
 *
 * @param parts in the order in which they lie
 * @param shape of the whole bundle
 */
record BundleLayout(List<Part> parts, BundleShape shape) {

    /** The name of the part that holds the loss. */
    static final String LOSS = "loss";

    private static final String GRADIENT = "gradient:";
    private static final String MARK = "mark:not-finite";

    /** What one array of the Java platform can hold. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    BundleLayout {
        parts = List.copyOf(parts);
    }

    /** One tensor's place in a segment. */
    record Part(String name, Shape shape, int segment, int offset, int length) {}

    static BundleLayout of(SliceOutputs outputs, List<Parameter> trained, Packing packing) {
        Packer packer = new Packer(packing.limit());
        packer.append(LOSS, Shape.scalar(), Wire.FLOAT32);
        for (Map.Entry<String, ? extends Operand<?>> statistic :
                outputs.statistics().entrySet()) {
            packer.append(statistic.getKey(), statistic.getValue().shape(), Wire.FLOAT32);
        }
        packer.append(MARK, Shape.scalar(), Wire.FLOAT32);
        for (Parameter parameter : trained) {
            packer.append(GRADIENT + parameter.name(), parameter.shape(), packing.gradients());
        }
        return packer.layout();
    }

    /** Lays one part behind the other, beginning a new segment when one is full or travels differently. */
    private static final class Packer {

        private final int limit;
        private final List<Part> parts = new ArrayList<>();
        private final List<Segment> full = new ArrayList<>();
        private Wire wire = Wire.FLOAT32;
        private int end;

        Packer(int limit) {
            this.limit = limit;
        }

        void append(String name, Shape shape, Wire travels) {
            int length = length(name, shape);
            if (end > 0 && (travels != wire || end > limit - length)) {
                full.add(new Segment(end, wire));
                end = 0;
            }
            wire = travels;
            parts.add(new Part(name, shape, full.size(), end, length));
            end += length;
        }

        BundleLayout layout() {
            List<Segment> segments = new ArrayList<>(full);
            segments.add(new Segment(end, wire));
            return new BundleLayout(parts, new BundleShape(segments));
        }
    }

    private static int length(String name, Shape shape) {
        if (shape.isUnknown() || shape.hasUnknownDimension()) {
            throw new IllegalStateException(name + " of a bundle must have a static shape, has " + shape);
        }
        if (shape.size() > MOST) {
            throw new IllegalArgumentException(name + " of a bundle, which lies in one array, has " + shape.size()
                    + " floats, more than " + MOST + "; give the phase less width");
        }
        return (int) shape.size();
    }

    /** The parts of a segment. */
    List<Part> parts(int segment) {
        return parts.stream().filter(part -> part.segment() == segment).toList();
    }

    /** The statistics, loss included; scalars and others. */
    List<Part> statistics() {
        return parts.stream()
                .filter(part ->
                        !part.name().startsWith(GRADIENT) && !part.name().equals(MARK))
                .toList();
    }

    /** Where the mark is; the slice's function leaves a zero there. */
    Part mark() {
        return part(MARK);
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
