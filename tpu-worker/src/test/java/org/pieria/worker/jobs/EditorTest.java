package org.pieria.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pieria.model.decoding.DecodingOptions;
import org.pieria.model.decoding.GuidanceRamp;
import org.pieria.model.editing.MaskFreeEditing;
import org.pieria.model.graph.Model;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.vqgan.TunedDecoder;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.phase.SmallMuse;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.TrainingProgram;

/** Editing with small untrained models: what is kept, what is painted, and what decides it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorTest {

    private static final int HIGH = 32;

    private final EngineConfig engine = new EngineConfig(Device.parse("cpu"), 1, 1, 1, 1);
    private final RunModels models = SmallMuse.models("");
    private final DecodingOptions options = new DecodingOptions(4, GuidanceRamp.constant(30), 4.5, 0);
    private final Editor editor =
            new Editor(engine, models, new PaintConfig(1, true, options, options), untrainedWeights());

    @AfterAll
    void close() {
        editor.close();
    }

    @Test
    void theSameSeedGivesTheSamePictureAndAnotherSeedAnother() {
        Editor.Edited once = editor.repaint(request(box(8, 8, 16, 16), 1, none()));

        assertThat(editor.repaint(request(box(8, 8, 16, 16), 1, none())).best()).containsExactly(once.best());
        assertThat(editor.repaint(request(box(8, 8, 16, 16), 2, none())).best()).isNotEqualTo(once.best());
    }

    @Test
    void aNegativePromptLeadsElsewhere() {
        Editor.Edited plain = editor.repaint(request(box(0, 0, 32, 32), 1, none()));

        assertThat(editor.repaint(request(box(0, 0, 32, 32), 1, caption(9))).best())
                .isNotEqualTo(plain.best());
    }

    @Test
    void knownTokensStayWhateverIsDrawnAtBothResolutions() {
        Editor.Edited one = editor.repaint(request(EditCanvas.whole(picture()), 1, none()));
        Editor.Edited other = editor.repaint(request(EditCanvas.whole(picture()), 2, caption(9)));

        assertThat(other.low()).containsExactly(one.low());
        assertThat(other.best()).containsExactly(one.best());
    }

    @Test
    void keepsTheIterationsThatWereAskedForAtBothResolutions() {
        List<Editor.Edited> stages =
                editor.maskFree(request(EditCanvas.whole(picture()), 1, none()), new MaskFreeEditing(5, 0.1, 4, 3), 2);

        assertThat(stages).extracting(Editor.Edited::iteration).containsExactly(2, 4, 5);
        assertThat(stages).allSatisfy(stage -> {
            assertThat(stage.low()).hasSize(16 * 16 * 3);
            assertThat(stage.best()).hasSize(HIGH * HIGH * 3);
        });
    }

    @Test
    void theLargerDecoderPaintsTheHighResolutionAndThatAlone() {
        Map<String, float[]> weights = untrainedWeights();
        TunedDecoder larger = models.tunedDecoder();
        try (TrainingProgram program =
                new TrainingProgram(RunModels.VQGAN_DECODER, larger, engine, larger.frozen(weights))) {
            weights.putAll(larger.begin(program.initial(1), weights));
        }
        Arrays.fill(Objects.requireNonNull(weights.get("vqgan-decoder/decoder/out/bias")), 1e3f);
        Editor.Request request = request(box(8, 8, 16, 16), 1, none());
        Editor.Edited own = editor.repaint(request);

        try (Editor tuned = new Editor(engine, models, new PaintConfig(1, true, options, options), weights)) {
            Editor.Edited edited = tuned.repaint(request);

            assertThat(edited.low()).containsExactly(own.low());
            assertThat(edited.best()).containsOnly(1f);
        }
    }

    private static EditCanvas box(int x, int y, int width, int height) {
        return EditCanvas.boxed(picture(), new EditCanvas.Box(x, y, width, height));
    }

    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(HIGH, HIGH, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < HIGH * HIGH; i++) {
            image.setRGB(i % HIGH, i / HIGH, (int) CounterRandom.of(1).bits(i / 4));
        }
        return image;
    }

    private static Editor.Request request(EditCanvas canvas, long seed, TextEncoder.Encoded negative) {
        return new Editor.Request(canvas, new Prompts(List.of(caption(3)), negative), CounterRandom.of(seed));
    }

    private static TextEncoder.Encoded none() {
        return new TextEncoder.Encoded(0, new float[0]);
    }

    private static TextEncoder.Encoded caption(long seed) {
        float[] vectors = new float[2 * SmallMuse.TEXT_WIDTH];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) CounterRandom.of(seed).normal(i);
        }
        return new TextEncoder.Encoded(2, vectors);
    }

    private Map<String, float[]> untrainedWeights() {
        Map<String, float[]> weights = new HashMap<>();
        for (String phase : RunModels.painting(true, List.of())) {
            try (TrainingProgram program = new TrainingProgram(phase, model(phase), engine, Map.of())) {
                weights.putAll(program.initial(1));
            }
        }
        return weights;
    }

    private Model model(String phase) {
        return switch (phase) {
            case RunModels.BASE -> models.base(1);
            case RunModels.SUPERRES -> models.superRes(1);
            default -> models.vqgan(phase);
        };
    }
}
