package org.pieria.worker.jobs;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.PictureGrid;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.JobHandler;
import org.pieria.worker.engine.PhaseState;
import org.pieria.worker.phase.ConfiguredPhases;
import org.pieria.worker.phase.RunData;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.tokens.TokenShard;
import org.pieria.worker.tokens.TokenisedSample;

/** Does a host's jobs. Outputs are written beside their name and take it last; one that exists is left alone. */
public final class HostJobs implements JobHandler {

    private static final int COLUMNS = 8;
    private static final String TOKENS = "records/tokens.json";

    private final Config root;
    private final EngineConfig engine;
    private final RunModels models;
    private final Sources sources;
    private final Weights weights;
    private @Nullable Ready tokeniser;

    public HostJobs(Config root, EngineConfig engine, RunModels models, Sources sources) {
        this.root = root;
        this.engine = engine;
        this.models = models;
        this.sources = sources;
        this.weights = new Weights(sources.checkpoints());
    }

    /**
     * What jobs read from.
     *
     * @param directory the run directory
     */
    public record Sources(
            Path directory,
            RunData data,
            TextEncoder text,
            ConfiguredPhases.TokenSource tokens,
            CheckpointFiles checkpoints) {}

    /** The tokeniser of the last unit: units come in numbers, and its graphs take longer to make than a unit to do. */
    private record Ready(Map<String, String> checkpoints, Tokeniser tokeniser) {}

    @Override
    public JobResult perform(JobUnit unit, Optional<PhaseState> current) {
        if (unit.kind() != JobUnit.Kind.TOKENISE) {
            dropTokeniser();
        }
        try {
            return switch (unit.kind()) {
                case TOKENISE -> tokenise(unit);
                case EVALUATE -> new JobResult(unit.name(), evaluate(unit, current), Map.of());
                case SAMPLE -> new JobResult(unit.name(), Map.of(), sample(unit, current));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(unit.name() + " could not write its output: " + e.getMessage(), e);
        }
    }

    private JobResult tokenise(JobUnit unit) throws IOException {
        int size = sources.data().set().size();
        int from = (int) ((long) unit.index() * size / unit.count());
        int to = (int) ((long) (unit.index() + 1) * size / unit.count());
        String name = "%s/%s/part-%05d-of-%05d.safetensors"
                .formatted(argument(unit, "directory"), sources.text().name(), unit.index(), unit.count());
        Path file = sources.directory().resolve(name);
        if (!Files.exists(file)) {
            List<TokenisedSample> samples = tokenise(unit, from, to);
            Files.createDirectories(file.getParent());
            TokenShard.write(file, samples, sources.text().width());
        }
        return new JobResult(unit.name(), Map.of("samples.sum", (double) (to - from)), Map.of(name, Sha256.hex(file)));
    }

    private List<TokenisedSample> tokenise(JobUnit unit, int from, int to) {
        List<String> vqgans = List.of(RunModels.VQGAN_LOW, RunModels.VQGAN_HIGH);
        Ready ready = tokeniser;
        if (ready == null || !ready.checkpoints().equals(unit.checkpoints())) {
            dropTokeniser();
            Tokeniser made = new Tokeniser(engine, models, sources.data(), sources.text());
            ready = new Ready(unit.checkpoints(), made.load(weights.of(unit, Optional.empty(), vqgans)));
            tokeniser = ready;
        }
        return ready.tokeniser().tokenise(from, to);
    }

    private void dropTokeniser() {
        if (tokeniser != null) {
            tokeniser.tokeniser().close();
            tokeniser = null;
        }
    }

    private Map<String, Double> evaluate(JobUnit unit, Optional<PhaseState> current) {
        String phase = argument(unit, "phase");
        Map<String, float[]> state = weights.of(unit, current, RunModels.working(phase));
        if (RunModels.readsImages(phase)) {
            try (ImageEvaluator evaluator = imageEvaluator(phase)) {
                return evaluator.load(state).evaluate();
            }
        }
        TokenEvaluator.Samples samples = new TokenEvaluator.Samples(
                sources.tokens().read(unit.arguments().getOrDefault("tokens", TOKENS)),
                sources.data().split());
        try (TokenEvaluator evaluator = new TokenEvaluator(engine, models, phase, samples)) {
            return evaluator.load(state).evaluate();
        }
    }

    private Map<String, String> sample(JobUnit unit, Optional<PhaseState> current) throws IOException {
        String phase = argument(unit, "phase");
        int[] samples = HeldOutCaptions.choose(
                sources.data(), root.getLong("pieria.sampling.seed"), root.getInt("pieria.sampling.captions"));
        List<String> captions = IntStream.of(samples)
                .mapToObj(sample -> sources.data().set().sample(sample).caption())
                .toList();
        boolean paints = !RunModels.readsImages(phase) || unit.checkpoints().containsKey(RunModels.SUPERRES);
        return paints ? paintings(unit, current, captions) : reconstructions(unit, current, samples);
    }

    private ImageEvaluator imageEvaluator(String phase) {
        return new ImageEvaluator(engine, models.tokenizer(phase), models.decoder(phase), sources.data());
    }

    private Map<String, String> reconstructions(JobUnit unit, Optional<PhaseState> current, int[] samples)
            throws IOException {
        String phase = argument(unit, "phase");
        Map<String, float[]> state = weights.of(unit, current, RunModels.working(phase));
        try (ImageEvaluator evaluator = imageEvaluator(phase)) {
            evaluator.load(state);
            int side = side(phase);
            List<String> captions = IntStream.of(samples)
                    .mapToObj(sample -> sources.data().set().sample(sample).caption())
                    .toList();
            return grids(unit, Map.of("reconstructions", new Grid(evaluator.reconstructions(samples), side)), captions);
        }
    }

    private Map<String, String> paintings(JobUnit unit, Optional<PhaseState> current, List<String> captions)
            throws IOException {
        Set<String> trained = new HashSet<>(unit.checkpoints().keySet());
        trained.add(argument(unit, "phase"));
        boolean high = !argument(unit, "phase").equals(RunModels.BASE);
        List<String> phases = RunModels.painting(high, trained);
        PaintConfig config = PaintConfig.from(root, captions.size(), high);
        CounterRandom random = CounterRandom.of(root.getLong("pieria.sampling.seed"));
        List<CounterRandom> keys =
                IntStream.range(0, captions.size()).mapToObj(random::at).toList();
        try (Painter painter = new Painter(engine, models, config, weights.of(unit, current, phases))) {
            Painter.Painting painting = painter.paint(sources.text().encode(captions), keys);
            Map<String, Grid> grids = new LinkedHashMap<>();
            grids.put("low", new Grid(painting.low(), side(RunModels.VQGAN_LOW)));
            if (high) {
                grids.put("high", new Grid(painting.high(), side(RunModels.VQGAN_HIGH)));
            }
            return grids(unit, grids, captions);
        }
    }

    private int side(String phase) {
        return models.tokenizer(phase).config().shape().image();
    }

    /** Pictures of one size. */
    private record Grid(List<float[]> pictures, int side) {}

    private Map<String, String> grids(JobUnit unit, Map<String, Grid> grids, List<String> captions) throws IOException {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, Grid> grid : grids.entrySet()) {
            String name = argument(unit, "directory")
                    + "/%s-%06d-%s.png"
                            .formatted(argument(unit, "phase"), Long.parseLong(argument(unit, "step")), grid.getKey());
            Path file = sources.directory().resolve(name);
            Files.createDirectories(file.getParent());
            new PictureGrid(grid.getValue().pictures(), grid.getValue().side(), COLUMNS, captions).write(file);
            outputs.put(name, Sha256.hex(file));
        }
        return outputs;
    }

    private static String argument(JobUnit unit, String name) {
        String value = unit.arguments().get(name);
        if (value == null) {
            throw new IllegalArgumentException(unit.name() + " lacks the argument " + name);
        }
        return value;
    }
}
