package org.pieria.worker.phase;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.model.vqgan.PerceptualNetwork;
import org.pieria.model.vqgan.Vqgan;

/**
 * The weights of a perceptual network from a safetensors file with torchvision's names: {@code features.N.weight} [channels,
 * inputs, 3, 3] and {@code features.N.bias} of VGG-11, 13, 16 or 19, or of a smaller one of that form; and, if present,
 * LPIPS' {@code linK.model.1.weight} [1, channels, 1, 1]. Other tensors, such as a classifier's, are left alone.
 *
 * @param values by the names that the model gives them
 */
record PerceptualFile(PerceptualNetwork network, Map<String, float[]> values) {

    private static final Pattern CONVOLUTION = Pattern.compile("features\\.(\\d{1,3})\\.weight");

    /** Numbers of successive convolutions differ by this much where a pooling lies between them. */
    private static final int ACROSS_POOLING = 3;

    private static final int WINDOW = 3;

    /**
     * Reads and checks a file.
     *
     * @param sha256 of the whole file, in hexadecimal; part of the run's contract
     * @throws IllegalArgumentException naming the file and what does not fit
     */
    static PerceptualFile read(Path file, String sha256) {
        String found = digest(file);
        require(found.equalsIgnoreCase(sha256), file, "has SHA-256 " + found + ", the run's contract says " + sha256);
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            return new Reading(file, reader).all();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static IllegalArgumentException unreadable(Path file, IOException failure) {
        String reason = failure instanceof NoSuchFileException ? "there is no such file" : failure.getMessage();
        return new IllegalArgumentException(
                "the perceptual network " + file + " cannot be read: " + reason
                        + "; give a whole one with workers.perceptual-network",
                failure);
    }

    private static String digest(Path file) {
        try {
            return Sha256.hex(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static void require(boolean holds, Path file, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("the perceptual network " + file + " " + problem);
        }
    }

    /** One pass over an open file. */
    private static final class Reading {

        private final Path file;
        private final SafetensorsReader reader;
        private final Map<String, float[]> values = new HashMap<>();

        Reading(Path file, SafetensorsReader reader) {
            this.file = file;
            this.reader = reader;
        }

        PerceptualFile all() throws IOException {
            List<PerceptualNetwork.Stage> stages = stages();
            boolean weighted = reader.names().contains(lin(0));
            for (int stage = 0; weighted && stage < stages.size(); stage++) {
                List<PerceptualNetwork.Layer> layers = stages.get(stage).layers();
                take(lin(stage), "lin" + stage, layers.get(layers.size() - 1).channels());
            }
            return new PerceptualFile(new PerceptualNetwork(stages, weighted), values);
        }

        private List<PerceptualNetwork.Stage> stages() throws IOException {
            List<PerceptualNetwork.Stage> stages = new ArrayList<>();
            List<PerceptualNetwork.Layer> layers = new ArrayList<>();
            int inputs = 3;
            for (Map.Entry<Integer, String> next : convolutions().entrySet()) {
                if (!layers.isEmpty()
                        && next.getKey() - layers.get(layers.size() - 1).place() >= ACROSS_POOLING) {
                    stages.add(new PerceptualNetwork.Stage(layers));
                    layers = new ArrayList<>();
                }
                layers.add(layer(next.getKey(), inputs));
                inputs = layers.get(layers.size() - 1).channels();
            }
            stages.add(new PerceptualNetwork.Stage(layers));
            return stages;
        }

        private Map<Integer, String> convolutions() {
            TreeMap<Integer, String> byPlace = new TreeMap<>();
            for (String name : reader.names()) {
                Matcher matcher = CONVOLUTION.matcher(name);
                if (matcher.matches()) {
                    byPlace.put(Integer.parseInt(matcher.group(1)), name);
                }
            }
            require(
                    !byPlace.isEmpty(),
                    file,
                    "has no tensor called features.0.weight; give a VGG with torchvision's names");
            return byPlace;
        }

        private PerceptualNetwork.Layer layer(int place, int inputs) throws IOException {
            String name = "features." + place;
            List<Long> shape = reader.shape(name + ".weight");
            require(
                    shape.size() == 4 && shape.subList(1, 4).equals(List.of((long) inputs, 3L, 3L)),
                    file,
                    "has " + name + ".weight of shape " + shape + ", expected [channels, " + inputs + ", 3, 3]");
            int channels = Math.toIntExact(shape.get(0));
            values.put(Vqgan.PERCEPTUAL + "/" + name + "/kernel", kernel(name + ".weight", inputs, channels));
            take(name + ".bias", name + "/bias", channels);
            return new PerceptualNetwork.Layer(place, inputs, channels);
        }

        /** From [channels, inputs, 3, 3] to [3, 3, inputs, channels]. */
        private float[] kernel(String name, int inputs, int channels) throws IOException {
            float[] from = finite(name, reader.floats(name));
            float[] to = new float[from.length];
            int window = WINDOW * WINDOW;
            for (int i = 0; i < from.length; i++) {
                int pixel = i % window;
                int input = i / window % inputs;
                int channel = i / window / inputs;
                to[(pixel * inputs + input) * channels + channel] = from[i];
            }
            return to;
        }

        private void take(String name, String as, int channels) throws IOException {
            require(reader.names().contains(name), file, "has no tensor called " + name);
            float[] found = finite(name, reader.floats(name));
            require(found.length == channels, file, "has " + found.length + " values in " + name + ", not " + channels);
            values.put(Vqgan.PERCEPTUAL + "/" + as, found);
        }

        private float[] finite(String name, float[] found) {
            for (float value : found) {
                require(Float.isFinite(value), file, "has a value in " + name + " that is " + value);
            }
            return found;
        }

        private static String lin(int stage) {
            return "lin" + stage + ".model.1.weight";
        }
    }
}
