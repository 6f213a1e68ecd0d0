package org.pieria.worker.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A feature extractor that a user brings as an ONNX file with a description beside it. For one thread. */
public final class OnnxExtractor implements FeatureExtractor {

    private static final int AT_ONCE = 8;

    private final NetworkDescription description;
    private final OnnxNetwork network;
    private final int batch;

    private OnnxExtractor(NetworkDescription description, OnnxNetwork network) {
        this.description = description;
        this.network = network;
        this.batch = network.fixedBatch() > 0 ? network.fixedBatch() : AT_ONCE;
    }

    /**
     * Loads a network.
     *
     * @param file ONNX; its description is the {@code .conf} or {@code .json} of the same name
     * @throws IllegalArgumentException with a message for the user when either is missing or wrong
     */
    public static OnnxExtractor open(Path file) throws IOException {
        NetworkDescription description = NetworkDescription.of(file);
        return new OnnxExtractor(description, new OnnxNetwork(file, description.input(), description.output()));
    }

    @Override
    public Identity identity() {
        return description.identity();
    }

    @Override
    public List<float[]> features(List<Picture> pictures) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += batch) {
            List<Picture> part = pictures.subList(from, Math.min(pictures.size(), from + batch));
            all.addAll(checked(network.run(fed(part), shape())).subList(0, part.size()));
        }
        return all;
    }

    private List<float[]> checked(List<float[]> rows) {
        description.requireWidth(rows.get(0).length);
        return rows;
    }

    private long[] shape() {
        int side = description.preparation().side();
        return description.channelsLast()
                ? new long[] {batch, side, side, Picture.CHANNELS}
                : new long[] {batch, Picture.CHANNELS, side, side};
    }

    /** The batch is always whole: what is missing is black, and its features are dropped. */
    private float[] fed(List<Picture> part) {
        int side = description.preparation().side();
        int size = side * side * Picture.CHANNELS;
        float[] values = new float[batch * size];
        for (int i = 0; i < part.size(); i++) {
            float[] planes = description.preparation().apply(part.get(i));
            System.arraycopy(
                    description.channelsLast() ? Planes.interleaved(planes) : planes, 0, values, i * size, size);
        }
        return values;
    }

    @Override
    public void close() {
        network.close();
    }
}
