package org.pieria.worker.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.bundle.Bundles;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.data.ShardWriter;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.engine.Phase;
import org.pieria.worker.engine.PhaseState;
import org.pieria.worker.jobs.HostJobs;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.TrainingProgram;

/** The larger decoder is trained out of a VQGAN's checkpoint: what it begins with, what it moves and what it leaves alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecoderPhaseTest {

    private static final int SLICES = 2;
    private static final int SAMPLES = 16;
    private static final String SETTINGS = """
            pieria {
              slices = 2, run.seed = 3, text.drop = 0.1, workers.perceptual-network = ""
              sampling { seed = 1, captions = 2 }
              vqgan { perceptual.sha256 = "", adversarial { weight = 0.01, r1 = 0, lecam = 0.1, patch = 8 } }
              phases.vqgan-high { multipliers = [1, 1], revive-every = 1 }
              phases.vqgan-decoder { multipliers = [1, 2] }
            }
            """;

    private final EngineConfig engine = new EngineConfig(Device.parse("cpu"), SLICES, 1, 1, 3);
    private final Config root = SmallMuse.root(SETTINGS);
    private final RunModels models = SmallMuse.models(SETTINGS);
    private final Memory checkpoints = new Memory();

    private RunData data;
    private ConfiguredPhases phases;
    private HostJobs jobs;
    private String digest = "";

    @BeforeAll
    void trainTheVqgan(@TempDir Path directory) throws IOException {
        try (ShardWriter shard = new ShardWriter(directory.resolve(ShardWriter.name(0)))) {
            for (int i = 0; i < SAMPLES; i++) {
                shard.add("s%02d.png".formatted(i), picture(i));
                shard.add("s%02d.txt".formatted(i), ("number " + i).getBytes(StandardCharsets.UTF_8));
            }
        }
        data = new RunData(DataSet.open(directory, 100, (done, of) -> {}), 0.25);
        ConfiguredPhases.TokenSource none = manifest -> {
            throw new IllegalStateException("the decoder reads no tokens");
        };
        phases = new ConfiguredPhases(root, models, data, new ConfiguredPhases.Earlier(none, checkpoints));
        jobs = new HostJobs(
                root, engine, models, new HostJobs.Sources(directory, data, new NoText(), none, checkpoints));
        Phase vqgan = phases.open(assignment(RunModels.VQGAN_HIGH, Map.of()));
        try (TrainingProgram program = program(vqgan)) {
            program.restore(program.initial(engine.seed()));
            train(program, vqgan, 1, 3);
            checkpoints.put("high", new PhaseState(vqgan.name(), 3, program.state()));
        }
        trainTheDecoder();
    }

    private void trainTheDecoder() {
        Phase phase = opened();
        try (TrainingProgram program = program(phase)) {
            program.restore(phase.start().apply(program.initial(engine.seed())));
            checkpoints.put("start", new PhaseState(phase.name(), 0, program.state()));
            train(program, phase, 1, 2);
            checkpoints.put("half", new PhaseState(phase.name(), 2, program.state()));
            train(program, phase, 3, 4);
            checkpoints.put("whole", new PhaseState(phase.name(), 4, program.state()));
            digest = program.digest().of(phase.name(), 4);
        }
    }

    @AfterAll
    void close() throws IOException {
        data.set().close();
    }

    @Test
    void beginsWithThePicturesOfTheTrainedDecoder() {
        Map<String, Double> before = evaluate(RunModels.VQGAN_HIGH, "high");
        Map<String, Double> start = evaluate(RunModels.VQGAN_DECODER, "start");

        assertThat(start.get("psnr")).isCloseTo(before.get("psnr"), within(1e-3));
        assertThat(tensor("start", "vqgan-decoder/decoder/out/kernel"))
                .hasSizeGreaterThan(tensor("high", "vqgan-high/decoder/out/kernel").length);
    }

    @Test
    void itsDiscriminatorGoesOnFromTheTrainedOne() {
        String kernel = "/discriminator/stem/kernel";

        assertThat(tensor("start", RunModels.VQGAN_DECODER + kernel))
                .containsExactly(tensor("high", RunModels.VQGAN_HIGH + kernel));
    }

    @Test
    void goesOnFromItsCheckpointToTheSameBits() {
        Phase phase = opened();
        try (TrainingProgram program = program(phase)) {
            program.restore(checkpoints.load("half").values());
            train(program, phase, 3, 4);

            assertThat(program.digest().of(phase.name(), 4)).isEqualTo(digest);
        }
    }

    @Test
    void trainsNothingButItselfSoTheTokensStayAsTheyAre() {
        Map<String, Double> before = evaluate(RunModels.VQGAN_HIGH, "high");
        Map<String, Double> after = evaluate(RunModels.VQGAN_DECODER, "whole");

        assertThat(checkpoints.load("whole").values().keySet())
                .allMatch(name -> name.startsWith("vqgan-decoder/") || name.startsWith("optimizer/"));
        assertThat(after.get("codebook-perplexity")).isEqualTo(before.get("codebook-perplexity"));
        assertThat(after.get("codebook-usage")).isEqualTo(before.get("codebook-usage"));
        assertThat(after.get("psnr")).isNotEqualTo(before.get("psnr"));
    }

    @Test
    void asksForTheVqganWhoseTokensItDecodes() {
        assertThatThrownBy(() -> phases.open(assignment(RunModels.VQGAN_DECODER, Map.of())))
                .hasMessageContaining("without a checkpoint of vqgan-high");
    }

    @Test
    void refusesADecoderThatIsSmallerThanTheTrainedOne() {
        RunModels narrow = SmallMuse.models("pieria.phases.vqgan-decoder.channels = 4");

        assertThatThrownBy(narrow::tunedDecoder)
                .hasMessageContaining("level 0 must be at least those of its VQGAN (8)");
    }

    private float[] tensor(String checkpoint, String name) {
        return Objects.requireNonNull(checkpoints.load(checkpoint).values().get(name), name);
    }

    private Phase opened() {
        return phases.open(assignment(RunModels.VQGAN_DECODER, Map.of(RunModels.VQGAN_HIGH, "high")));
    }

    private TrainingProgram program(Phase phase) {
        return new TrainingProgram(phase.name(), phase.model(), engine, phase.frozen());
    }

    private static void train(TrainingProgram program, Phase phase, long from, long to) {
        for (long step = from; step <= to; step++) {
            Bundle sum = Bundle.zeros(program.bundleShape());
            for (int slice = 0; slice < SLICES; slice++) {
                Bundle bundle = Bundle.zeros(program.bundleShape());
                program.bundle(phase.batches().slice(step, slice), bundle);
                Bundles.add(bundle, sum);
            }
            program.apply(step, sum);
        }
    }

    private Map<String, Double> evaluate(String phase, String checkpoint) {
        Map<String, String> paths = new HashMap<>(Map.of(RunModels.VQGAN_HIGH, "high"));
        paths.put(phase, checkpoint);
        JobUnit unit = new JobUnit(JobUnit.Kind.EVALUATE, "evaluate", 0, 1, paths, Map.of("phase", phase));
        return jobs.perform(unit, Optional.empty()).metrics();
    }

    private static Assignment assignment(String phase, Map<String, String> frozen) {
        return new Assignment(
                phase, 1, 0, List.of(new Member("w", "", "")), Origin.Beginning.INSTANCE, frozen, Optional.empty());
    }

    /** Coloured squares of 8 pixels, so that there is something to learn. */
    private static byte[] picture(int number) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        CounterRandom random = CounterRandom.of(number);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, random.below(i / 32 / 8 * 4 + i % 32 / 8, 1 << 24));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** Checkpoints in memory. */
    private static final class Memory implements CheckpointFiles {

        private final Map<String, PhaseState> states = new LinkedHashMap<>();

        void put(String checkpoint, PhaseState state) {
            states.put(checkpoint, state);
        }

        @Override
        public PhaseState load(String checkpoint) {
            return Objects.requireNonNull(states.get(checkpoint), checkpoint);
        }

        @Override
        public SavedPart write(SaveOrder order, PhaseState state, Map<String, List<Long>> shapes, String digest) {
            throw new UnsupportedOperationException();
        }
    }

    /** Images need no captions' vectors. */
    private static final class NoText implements TextEncoder {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public int width() {
            return SmallMuse.TEXT_WIDTH;
        }

        @Override
        public int maxTokens() {
            return 1;
        }

        @Override
        public List<Encoded> encode(List<String> captions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
