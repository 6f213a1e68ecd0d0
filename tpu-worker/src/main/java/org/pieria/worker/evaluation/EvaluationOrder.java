package org.pieria.worker.evaluation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/**
 * What is to be judged, and against what.
 *
 * @param directory the run directory
 * @param root the whole configuration; {@code pieria.sampling} says how pictures are painted
 * @param checkpoints by phase, paths inside the run directory, those of averages below {@code averages/}; vqgan-low and
 *     base at least
 * @param against what the pictures are compared with
 */
public record EvaluationOrder(Path directory, Config root, Map<String, String> checkpoints, Against against) {

    public EvaluationOrder {
        checkpoints = Map.copyOf(checkpoints);
        for (String phase : List.of(RunModels.VQGAN_LOW, RunModels.BASE)) {
            if (!checkpoints.containsKey(phase)) {
                throw new IllegalArgumentException("a checkpoint of phase " + phase + " is needed to paint");
            }
        }
    }

    /**
     * What pictures are compared with.
     *
     * @param captions a list or a directory of shards; empty for the held-out samples of the run
     * @param images a folder of reference images, instead of those that come with the captions
     * @param extractor an ONNX or safetensors file with its description beside it; empty for the pixels themselves
     * @param clip a folder with a CLIP; empty for no CLIP score
     * @param pictures a folder that receives the painted pictures
     * @param guidance another guidance to paint the same captions at, with the same seeds, and to be told the differences
     * @param count captions to draw, 0 for all
     */
    public record Against(
            Optional<Path> captions,
            Optional<Path> images,
            Optional<Path> extractor,
            Optional<Path> clip,
            Optional<Path> pictures,
            Optional<Double> guidance,
            int count) {

        public Against {
            if (count < 0) {
                throw new IllegalArgumentException("--count must be positive, or 0 for all captions, was " + count);
            }
            if (guidance.isPresent() && !(guidance.get() >= 0 && Double.isFinite(guidance.get()))) {
                throw new IllegalArgumentException("--compare-guidance must be 0 or more, was " + guidance.get());
            }
        }
    }

    String checkpoint(String phase) {
        return Objects.requireNonNull(checkpoints.get(phase), phase);
    }

    /** Which weights of a phase are judged, for reports. */
    String weights(String phase) {
        return checkpoint(phase).startsWith(JudgedWeights.AVERAGES) ? "average over checkpoints" : "newest checkpoint";
    }

    boolean high() {
        return checkpoints.containsKey(RunModels.SUPERRES) && checkpoints.containsKey(RunModels.VQGAN_HIGH);
    }

    /** The phases whose weights paint. */
    List<String> painters() {
        return RunModels.painting(high(), checkpoints.keySet());
    }

    double guidance() {
        return root.getDouble("pieria.sampling.guidance");
    }

    /** The same at another guidance; its pictures are kept nowhere. */
    EvaluationOrder at(double guidance) {
        Config other = root.withValue("pieria.sampling.guidance", ConfigValueFactory.fromAnyRef(guidance));
        Against unkept = new Against(
                against.captions(),
                against.images(),
                against.extractor(),
                against.clip(),
                Optional.empty(),
                Optional.empty(),
                against.count());
        return new EvaluationOrder(directory, other, checkpoints, unkept);
    }

    long seed() {
        return root.getLong("pieria.sampling.seed");
    }

    FeatureExtractor openExtractor() throws IOException {
        if (against.extractor().isEmpty()) {
            return new PixelExtractor();
        }
        Path file = against.extractor().get();
        return NetworkDescription.isSafetensors(file)
                ? InceptionExtractor.open(file, EngineConfig.from(root))
                : OnnxExtractor.open(file);
    }
}
