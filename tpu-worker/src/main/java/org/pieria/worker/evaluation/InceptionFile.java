package org.pieria.worker.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.checkpointing.store.DamagedFile;
import org.pieria.model.evaluation.InceptionNetwork;
import org.tensorflow.ndarray.Shape;

/**
 * The weights of an Inception network from a safetensors file with the names of pytorch-fid: {@code NAME.conv.weight} and
 * {@code NAME.bn.weight}, {@code bias}, {@code running_mean}, {@code running_var} for each convolution. The classifier and
 * counters of batches are left alone; any other tensor says that the file is another network's.
 *
 * @param values by the names that the model gives them, each normalisation folded into its convolution
 */
record InceptionFile(InceptionNetwork network, Map<String, float[]> values) {

    /** What is added to variances, in every published form. */
    private static final double EPSILON = 1e-3;

    private static final List<String> NORMALISATION = List.of("weight", "bias", "running_mean", "running_var");
    private static final String COUNTER = ".bn.num_batches_tracked";
    private static final Set<String> CLASSIFIER = Set.of("fc.weight", "fc.bias");

    /**
     * Reads and checks a file.
     *
     * @throws IllegalArgumentException naming the file and what does not fit
     */
    static InceptionFile read(Path file) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return new Reading(reader).all();
        } catch (DamagedFile damaged) {
            throw new IllegalArgumentException(damaged.getMessage(), damaged);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("the Inception network " + file + " " + unfit.getMessage(), unfit);
        }
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** One pass over an open file. */
    private static final class Reading {

        private final SafetensorsReader reader;
        private final Map<String, float[]> values = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        Reading(SafetensorsReader reader) {
            this.reader = reader;
        }

        InceptionFile all() throws IOException {
            InceptionNetwork network = new InceptionNetwork(narrowing());
            for (Map.Entry<String, Shape> kernel : network.kernels().entrySet()) {
                fold(kernel.getKey(), kernel.getValue());
            }
            for (String name : reader.names()) {
                require(
                        taken.contains(name) || CLASSIFIER.contains(name) || name.endsWith(COUNTER),
                        "has the tensor " + name + ", which the Inception of FID has not: it is another network");
            }
            return new InceptionFile(network, values);
        }

        private int narrowing() {
            String first = InceptionNetwork.FIRST + ".conv.weight";
            require(reader.names().contains(first), "has no tensor called " + first + "; pytorch-fid's names are read");
            List<Long> shape = reader.shape(first);
            long channels = shape.isEmpty() ? 0 : shape.get(0);
            require(
                    channels > 0 && InceptionNetwork.FIRST_CHANNELS % channels == 0,
                    "has " + first + " of shape " + shape + ", expected [" + InceptionNetwork.FIRST_CHANNELS
                            + ", 3, 3, 3]");
            return (int) (InceptionNetwork.FIRST_CHANNELS / channels);
        }

        private void fold(String name, Shape kernel) throws IOException {
            long height = kernel.get(0);
            long width = kernel.get(1);
            long inputs = kernel.get(2);
            long channels = kernel.get(3);
            float[] stored = take(name + ".conv.weight", List.of(channels, inputs, height, width));
            float[][] normalisation = new float[NORMALISATION.size()][];
            for (int i = 0; i < normalisation.length; i++) {
                normalisation[i] = take(name + ".bn." + NORMALISATION.get(i), List.of(channels));
            }
            double[] scale = scale(name, normalisation[0], normalisation[3]);
            values.put(name + "/kernel", turned(stored, scale, (int) (height * width)));
            float[] bias = new float[scale.length];
            for (int c = 0; c < bias.length; c++) {
                bias[c] = (float) (normalisation[1][c] - normalisation[2][c] * scale[c]);
            }
            values.put(name + "/bias", bias);
        }

        private static double[] scale(String name, float[] weight, float[] variance) {
            double[] scale = new double[weight.length];
            for (int c = 0; c < scale.length; c++) {
                require(variance[c] >= 0, "has a negative variance in " + name + ".bn.running_var");
                scale[c] = weight[c] / Math.sqrt(variance[c] + EPSILON);
            }
            return scale;
        }

        /** From [channels, inputs, window] to [window, inputs, channels], each channel scaled. */
        private static float[] turned(float[] from, double[] scale, int window) {
            int channels = scale.length;
            int inputs = from.length / channels / window;
            float[] to = new float[from.length];
            for (int i = 0; i < from.length; i++) {
                int channel = i / window / inputs;
                int place = (i % window * inputs + i / window % inputs) * channels + channel;
                to[place] = (float) (from[i] * scale[channel]);
            }
            return to;
        }

        private float[] take(String name, List<Long> shape) throws IOException {
            require(reader.names().contains(name), "has no tensor called " + name);
            require(
                    reader.shape(name).equals(shape),
                    "has " + name + " of shape " + reader.shape(name) + ", expected " + shape);
            taken.add(name);
            float[] found = reader.floats(name);
            for (float value : found) {
                require(Float.isFinite(value), "has a value in " + name + " that is " + value);
            }
            return found;
        }
    }
}
