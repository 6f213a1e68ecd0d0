package org.pieria.worker.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Model;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.vqgan.PerceptualNetwork;
import org.pieria.worker.bundle.Bundle;
import org.pieria.worker.step.Device;
import org.pieria.worker.step.EngineConfig;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.TrainingProgram;
import org.tensorflow.ndarray.Shape;

/**
 * A step that XLA has compiled is the step that runs plain, for every kind of model of Muse. The low-resolution VQGAN is the
 * high-resolution one with a level less.
 */
class CompiledPhasesTest {

    private static final int SLICES = 1;
    private static final long STEPS = 2;

    /** Of float32 sums in another order. */
    private static final float TOLERANCE = 1e-4f;

    /**
     * For both optimizers the first update is about the learning rate times the sign of the gradient, so an element whose
     * gradient is nearly 0 may go either way: such may differ, by at most this, and they must be few.
     */
    private static final float TWO_FULL_UPDATES = 2.5e-2f;

    private static final double FEW = 0.01;

    private static final String EVERY_TERM = """
            pieria {
              vqgan {
                entropy = 0.1, revive-every = 1, perceptual.weight = 0.1
                adversarial { weight = 0.1, ramp = 2, r1 = 10, lecam = 0.1 }
              }
              phases.vqgan-high.multipliers = [1, 2]
            }
            """;

    private static final PerceptualNetwork NETWORK = new PerceptualNetwork(
            List.of(new PerceptualNetwork.Stage(List.of(new PerceptualNetwork.Layer(0, 3, 4)))), false);

    private final RunModels models = SmallMuse.models(EVERY_TERM);

    @ParameterizedTest
    @ValueSource(strings = {RunModels.VQGAN_HIGH, RunModels.BASE, RunModels.SUPERRES})
    void agreeWithThePlainOnes(String phase) {
        Trained plain = train(phase, "cpu");

        Trained compiled = train(phase, "cpu-xla");

        assertThat(plain.state().keySet()).noneMatch(name -> name.startsWith("perceptual/"));
        assertThat(compiled.losses()).containsExactly(plain.losses(), within(TOLERANCE));
        assertThat(compiled.state().keySet()).isEqualTo(plain.state().keySet());
        plain.state().forEach((name, values) -> assertAgree(name, values, of(compiled.state(), name)));
    }

    private static void assertAgree(String name, float[] plain, float[] compiled) {
        assertThat(compiled).as(name).containsExactly(plain, within(TWO_FULL_UPDATES));
        int differing = 0;
        for (int i = 0; i < plain.length; i++) {
            differing += Math.abs(plain[i] - compiled[i]) > TOLERANCE * Math.max(1, Math.abs(plain[i])) ? 1 : 0;
        }
        assertThat(differing).as("differing elements of " + name).isLessThanOrEqualTo((int) (FEW * plain.length));
    }

    /** The losses of all steps, and the state after the last. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Trained(float[] losses, Map<String, float[]> state) {}

    private Trained train(String phase, String device) {
        EngineConfig engine = new EngineConfig(Device.parse(device), SLICES, 1, 1, 1);
        Model model = model(phase);
        float[] losses = new float[(int) STEPS];
        try (TrainingProgram program = new TrainingProgram(phase, model, engine, frozen())) {
            program.restore(program.initial(1));
            for (int step = 1; step <= STEPS; step++) {
                Bundle bundle = Bundle.zeros(program.bundleShape());
                program.bundle(feeds(phase, model, step), bundle);
                losses[step - 1] = program.loss(bundle, SLICES);
                program.apply(step, bundle);
            }
            return new Trained(losses, program.state());
        }
    }

    private Model model(String phase) {
        return switch (phase) {
            case RunModels.BASE -> models.base(models.sliceBatch(phase));
            case RunModels.SUPERRES -> models.superRes(models.sliceBatch(phase));
            default -> models.vqgan(phase).with(NETWORK);
        };
    }

    private static Map<String, float[]> frozen() {
        CounterRandom random = CounterRandom.of(7);
        return Map.of(
                "perceptual/features.0/kernel",
                Initializer.truncatedNormal(0.3).values(random.at("kernel"), Shape.of(3, 3, 3, 4)),
                "perceptual/features.0/bias",
                new float[4],
                "unused",
                new float[1]);
    }

    private Map<String, HostTensor> feeds(String phase, Model model, long step) {
        CounterRandom random = CounterRandom.of(5).at(phase).at(step);
        Map<String, HostTensor> feeds = new TreeMap<>();
        for (Feed feed : model.feeds()) {
            feeds.put(feed.name(), feed(feed, random.at(feed.name())));
        }
        return feeds;
    }

    /** Numbers that every feed understands: pixels in [0, 1), tokens of the smallest codebook, masks of zeros and ones. */
    private HostTensor feed(Feed feed, CounterRandom random) {
        int size = Math.toIntExact(feed.shape().size());
        if (feed.type() == Feed.Type.INT) {
            int[] values = new int[size];
            Arrays.setAll(values, i -> random.below(i, largest(feed)));
            return HostTensor.ints(values, feed.shape().asArray());
        }
        boolean binary = feed.name().toLowerCase(Locale.ROOT).endsWith("mask");
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = binary ? random.below(i, 2) : random.below(i, 1000) / 1000f;
        }
        return HostTensor.floats(values, feed.shape().asArray());
    }

    private static int largest(Feed feed) {
        return feed.name().toLowerCase(Locale.ROOT).contains("tokens") ? 16 : 2 * 4 * 4;
    }

    private static float[] of(Map<String, float[]> state, String name) {
        return Objects.requireNonNull(state.get(name));
    }
}
