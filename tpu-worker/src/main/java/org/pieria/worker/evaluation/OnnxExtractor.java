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

    /** The batch is always whole: the features of what is missing are dropped. */
    private float[] fed(List<Picture> part) {
        return description.preparation().batch(part, batch, description.channelsLast());
    }

    private long[] shape() {
        int side = description.preparation().side();
        return description.channelsLast()
                ? new long[] {batch, side, side, Picture.CHANNELS}
                : new long[] {batch, Picture.CHANNELS, side, side};
    }

    @Override
    public void close() {
        network.close();
    }
}
