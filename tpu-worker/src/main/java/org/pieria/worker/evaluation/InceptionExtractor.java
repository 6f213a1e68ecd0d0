package org.pieria.worker.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pieria.model.evaluation.InceptionNetwork;
import org.pieria.model.graph.Feed;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;

/**
 * The Inception network with weights that a user brings as a safetensors file. Its distances are FID only when the
 * description beside the file says that these are the weights of 2015. For one thread.
 */
public final class InceptionExtractor implements FeatureExtractor {

    /** Few: a picture is 11 GFLOP, and the last batch is filled up. */
    private static final int AT_ONCE = 2;

    private static final String NAME = "inception";
    private static final String IMAGES = "images";

    private final NetworkDescription description;
    private final InceptionNetwork network;
    private final InferenceProgram program;

    private InceptionExtractor(NetworkDescription description, InceptionNetwork network, EngineConfig engine) {
        this.description = description;
        this.network = network;
        int side = description.preparation().side();
        this.program = new InferenceProgram(
                engine,
                List.of(new Computation(
                        NAME,
                        List.of(Feed.floats(IMAGES, AT_ONCE, side, side, Picture.CHANNELS)),
                        (tf, weights, inputs) -> List.of(network.features(tf, inputs.floats(IMAGES), weights)))));
    }

    /**
     * Loads a network.
     *
     * @param file safetensors, with the names of pytorch-fid; its description is the {@code .conf} or {@code .json} of the
     *     same name
     * @throws IllegalArgumentException with a message for the user when either is missing or wrong
     */
    public static InceptionExtractor open(Path file, EngineConfig engine) throws IOException {
        NetworkDescription description = NetworkDescription.of(file);
        int side = description.preparation().side();
        if (side < InceptionNetwork.LEAST_SIDE) {
            throw new IllegalArgumentException(description.file() + " is described with input.side = " + side
                    + "; an Inception needs at least " + InceptionNetwork.LEAST_SIDE);
        }
        InceptionFile weights = InceptionFile.read(file);
        description.requireWidth(weights.network().width());
        InceptionExtractor extractor = new InceptionExtractor(description, weights.network(), engine);
        extractor.program.load(weights.values());
        return extractor;
    }

    @Override
    public Identity identity() {
        return description.identity();
    }

    @Override
    public List<float[]> features(List<Picture> pictures) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += AT_ONCE) {
            List<Picture> part = pictures.subList(from, Math.min(pictures.size(), from + AT_ONCE));
            float[] features = program.floats(NAME, Map.of(IMAGES, fed(part))).get(0);
            for (int i = 0; i < part.size(); i++) {
                all.add(Arrays.copyOfRange(features, i * network.width(), (i + 1) * network.width()));
            }
        }
        return all;
    }

    /** The batch is always whole: the features of what is missing are dropped. */
    private HostTensor fed(List<Picture> part) {
        Preparation preparation = description.preparation();
        return HostTensor.floats(
                preparation.batch(part, AT_ONCE, true),
                AT_ONCE,
                preparation.side(),
                preparation.side(),
                Picture.CHANNELS);
    }

    @Override
    public void close() {
        program.close();
    }
}
