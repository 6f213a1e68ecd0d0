package org.pieria.worker.phase;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Assignment;
import org.pieria.model.graph.Model;
import org.pieria.model.masking.TextDrop;
import org.pieria.model.vqgan.TunedDecoder;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.data.ImageCache;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.Phase;
import org.pieria.worker.engine.PhaseCatalog;
import org.pieria.worker.tokens.TokenSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The phases of Muse, made from the configuration and the data set. */
public final class ConfiguredPhases implements PhaseCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPhases.class);

    private final Config root;
    private final RunModels models;
    private final RunData data;
    private final Earlier earlier;

    public ConfiguredPhases(Config root, RunModels models, RunData data, Earlier earlier) {
        this.root = root;
        this.models = models;
        this.data = data;
        this.earlier = earlier;
    }

    /** What earlier phases have left: the tokenised data set, and checkpoints. */
    public record Earlier(TokenSource tokens, CheckpointFiles checkpoints) {}

    /** Where the tokenised data set comes from. */
    @FunctionalInterface
    public interface TokenSource {

        /** Reads it by its manifest, a path inside the run directory; verified. */
        TokenSet read(String manifest);
    }

    @Override
    public Phase open(Assignment assignment) {
        return switch (assignment.phase()) {
            case RunModels.VQGAN_LOW, RunModels.VQGAN_HIGH -> vqgan(assignment.phase());
            case RunModels.VQGAN_DECODER -> decoder(assignment);
            case RunModels.BASE -> transformer(assignment, models.base(models.sliceBatch(RunModels.BASE)));
            case RunModels.SUPERRES -> transformer(assignment, models.superRes(models.sliceBatch(RunModels.SUPERRES)));
            default ->
                throw new IllegalArgumentException(
                        "no phase is called " + assignment.phase() + "; there are " + RunModels.PHASES);
        };
    }

    private Phase vqgan(String name) {
        Vqgan vqgan = models.vqgan(name);
        int side = vqgan.config().shape().image();
        ImageBatches batches = new ImageBatches(vqgan, schedule(name), data.pictures(side), seed());
        return perceptual(name)
                .map(file -> new Phase(name, vqgan.with(file.network()), batches, file.values()))
                .orElseGet(() -> new Phase(name, vqgan, batches));
    }

    /** Begins with the decoder of the VQGAN's last checkpoint, whose encoder and codebook it reads. */
    private Phase decoder(Assignment assignment) {
        String name = assignment.phase();
        TunedDecoder decoder = models.tunedDecoder();
        String trained = trainedVqgan(assignment);
        Map<String, float[]> frozen = new HashMap<>(decoder.frozen(values(trained)));
        Optional<PerceptualFile> perceptual = perceptual(name);
        perceptual.ifPresent(file -> frozen.putAll(file.values()));
        ImageCache images = data.pictures(decoder.config().shape().image());
        return new Phase(
                name,
                perceptual.map(file -> decoder.with(file.network())).orElse(decoder),
                new TunedBatches(decoder, schedule(name), images),
                frozen,
                fresh -> decoder.begin(fresh, values(trained)));
    }

    private static String trainedVqgan(Assignment assignment) {
        String checkpoint = assignment.frozen().get(RunModels.VQGAN_HIGH);
        if (checkpoint == null) {
            throw new IllegalStateException("phase " + assignment.phase() + " was assigned without a checkpoint of "
                    + RunModels.VQGAN_HIGH + ", whose tokens it decodes");
        }
        return checkpoint;
    }

    private Map<String, float[]> values(String checkpoint) {
        return earlier.checkpoints().load(checkpoint).values();
    }

    private Optional<PerceptualFile> perceptual(String phase) {
        String sha256 = models.section(phase).getString("perceptual.sha256");
        String file = root.getString("pieria.workers.perceptual-network");
        if (sha256.isEmpty()) {
            LOG.info("{} trains without a perceptual term: phases.{}.perceptual.sha256 names no network", phase, phase);
            return Optional.empty();
        }
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "phases." + phase + ".perceptual.sha256 asks for a perceptual network; say"
                            + " where its file is with --set workers.perceptual-network=FILE");
        }
        return Optional.of(PerceptualFile.read(Path.of(file), sha256));
    }

    private Phase transformer(Assignment assignment, Model model) {
        String name = assignment.phase();
        String manifest = assignment
                .tokens()
                .orElseThrow(() -> new IllegalStateException("phase " + name + " was assigned without tokens"));
        TokenBatches.Source source =
                new TokenBatches.Source(name, earlier.tokens().read(manifest), new TokenFeeds(models.text()));
        TextDrop drop = new TextDrop(root.getDouble("pieria.text.drop"));
        return new Phase(name, model, new TokenBatches(source, schedule(name), drop, seed()));
    }

    private SampleSchedule schedule(String phase) {
        SampleSchedule.Batch batch = new SampleSchedule.Batch(root.getInt("pieria.slices"), models.sliceBatch(phase));
        return SampleSchedule.of(phase, seed(), data.split(), batch);
    }

    private long seed() {
        return root.getLong("pieria.run.seed");
    }
}
