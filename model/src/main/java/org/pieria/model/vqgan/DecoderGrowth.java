package org.pieria.model.vqgan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Parameter;
import org.pieria.model.graph.Parameters;
import org.pieria.model.graph.Placeholders;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/**
 * How a larger decoder begins: with what the trained one does. The trained channels are the first ones of each level and read
 * nothing from the new ones, whose weights are drawn; an added residual block adds nothing. So the pictures before step 1 are
 * the trained decoder's, as long as every normalisation keeps its groups of channels (up to 128 channels at a level) and no
 * change of channels between levels is gone; otherwise they are close to them.
 *
 * <p>A discriminator of the same shape goes on from the trained one, one of another shape begins anew.
 */
record DecoderGrowth(TunedDecoder larger) {

    private static final String LAST_OF_BLOCK = "/1/conv/kernel";
    private static final String SHORTCUT = "/shortcut/kernel";

    Map<String, float[]> begin(Map<String, float[]> fresh, Map<String, float[]> trained) {
        Map<String, Shape> shapes = shapes(new TunedDecoder(larger.phase(), larger.vqgan(), larger.config()));
        Map<String, Shape> before =
                shapes(new Vqgan(larger.vqgan().phase(), larger.vqgan().config()));
        boolean judged = sameDiscriminator(shapes, before);
        Map<String, float[]> values = new LinkedHashMap<>(fresh);
        shapes.forEach((name, shape) -> {
            if (name.startsWith(scope(Vqgan.DECODER))
                    || (judged && name.startsWith(scope(PictureLoss.DISCRIMINATOR)))) {
                float[] drawn = Objects.requireNonNull(fresh.get(name), name);
                values.put(
                        name,
                        source(name, before, trained)
                                .map(source -> source.grow(drawn, shape))
                                .orElseGet(() -> name.endsWith(LAST_OF_BLOCK) ? new float[drawn.length] : drawn));
            }
        });
        return values;
    }

    /** Values of a kernel, of a vector or of a scalar, and their shape: the last two dimensions are inputs and outputs. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Tensor(float[] values, Shape shape) {

        /** These values where they fit; elsewhere 0 for the same outputs and what was drawn for the new ones. */
        float[] grow(float[] drawn, Shape larger) {
            int outputs = size(larger, 1);
            int inputs = size(larger, 2);
            int ownOutputs = size(shape, 1);
            int ownInputs = size(shape, 2);
            float[] grown = drawn.clone();
            for (int i = 0; i < grown.length; i++) {
                int output = i % outputs;
                int input = i / outputs % inputs;
                int place = i / outputs / inputs;
                if (output < ownOutputs) {
                    grown[i] = input < ownInputs ? values[(place * ownInputs + input) * ownOutputs + output] : 0;
                }
            }
            return grown;
        }

        private static int size(Shape shape, int fromLast) {
            int dimensions = shape.numDimensions();
            return fromLast > dimensions ? 1 : Math.toIntExact(shape.get(dimensions - fromLast));
        }

        static Tensor identity(long channels) {
            int size = Math.toIntExact(channels);
            float[] values = new float[size * size];
            for (int i = 0; i < size; i++) {
                values[i * size + i] = 1;
            }
            return new Tensor(values, Shape.of(size, size));
        }
    }

    /** What a tensor of the larger network begins with; a block that passed its input on has the identity as its shortcut. */
    private Optional<Tensor> source(String name, Map<String, Shape> before, Map<String, float[]> trained) {
        String old = trainedName(name);
        Shape shape = before.get(old);
        if (shape != null) {
            return Optional.of(new Tensor(value(trained, old), shape));
        }
        Shape block = old.endsWith(SHORTCUT) ? before.get(old.replace(SHORTCUT, LAST_OF_BLOCK)) : null;
        return Optional.ofNullable(block).map(kernel -> Tensor.identity(kernel.get(kernel.numDimensions() - 1)));
    }

    private static float[] value(Map<String, float[]> trained, String name) {
        float[] value = trained.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the checkpoint has no tensor " + name);
        }
        return value;
    }

    private boolean sameDiscriminator(Map<String, Shape> shapes, Map<String, Shape> before) {
        return shapes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(scope(PictureLoss.DISCRIMINATOR)))
                .allMatch(entry -> entry.getValue().equals(before.get(trainedName(entry.getKey()))));
    }

    private String scope(String part) {
        return larger.phase() + "/" + part + "/";
    }

    private String trainedName(String name) {
        return larger.vqgan().phase() + name.substring(larger.phase().length());
    }

    /** All parameters of a model in training, without the optimizer's. */
    private static Map<String, Shape> shapes(Model model) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters parameters = Parameters.resources(tf);
            model.slice(tf, parameters, Placeholders.of(tf, model.feeds()).inputs());
            Map<String, Shape> shapes = new HashMap<>();
            for (Parameter parameter : parameters.all()) {
                shapes.put(parameter.name(), parameter.shape());
            }
            return shapes;
        }
    }
}
