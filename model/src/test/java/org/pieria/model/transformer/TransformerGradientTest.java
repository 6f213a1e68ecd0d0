package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pieria.model.graph.Feed;
import org.pieria.model.graph.GradientCheck;
import org.pieria.model.graph.Initializer;
import org.pieria.model.graph.Inputs;
import org.pieria.model.graph.Model;
import org.pieria.model.graph.Trial;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Every layer of the transformers, and both as a whole, for their weights and for what comes in. */
class TransformerGradientTest {

    private static final int BATCH = 2;
    private static final int TOKENS = 16;
    private static final Size SIZE = new Size(2, 8, 12, 2);

    /** Something that is built in a trial. */
    private interface Build extends Function<Trial, Operand<TFloat32>> {}

    @ParameterizedTest
    @MethodSource({"layers", "models"})
    void hasTheGradientOfItsFiniteDifferencesInDoublePrecision(Build build) {
        assertThat(GradientCheck.agrees(trial -> trial.weighted(build.apply(trial))))
                .isEmpty();
    }

    static Stream<Named<Build>> layers() {
        return Stream.of(
                layer("linear map", trial -> net(trial).linear("map", rows(trial), Weight.of(8, 5))),
                layer("norm", trial -> net(trial).norm("norm", rows(trial))),
                layer("perceptron", trial -> Perceptron.apply(net(trial), rows(trial), 4)),
                layer("token embedding", trial -> TokenEmbedding.apply(net(trial), tokens(trial, 7), grid())),
                layer("full self-attention", trial -> Attention.self(net(trial), rows(trial), axes(0), 4)),
                layer("multi-axis self-attention", trial -> Attention.self(net(trial), rows(trial), axes(2), 4)),
                layer(
                        "cross-attention with absent keys",
                        trial -> Attention.cross(net(trial), rows(trial), context(trial), 4)),
                layer("trunk alone", trial -> new Trunk(2, axes(0)).apply(net(trial), rows(trial), null)),
                layer(
                        "trunk with a context",
                        trial -> new Trunk(2, axes(2)).apply(net(trial), rows(trial), context(trial))),
                layer("masked loss with label smoothing", TransformerGradientTest::loss));
    }

    static Stream<Named<Build>> models() {
        TransformerConfig full = smoothed(0);
        TransformerConfig axes = smoothed(2);
        return Stream.of(
                layer("base model", trial -> model(trial, new BaseTransformer(full, Samples.NONE))),
                layer(
                        "super-resolution model",
                        trial -> model(trial, new SuperResTransformer(axes, Samples.low(), Samples.NONE))));
    }

    private static Named<Build> layer(String name, Build build) {
        return Named.of(name, build);
    }

    private static TransformerConfig smoothed(int block) {
        TransformerConfig tiny = Samples.tiny(block);
        return new TransformerConfig(tiny.name(), tiny.grid(), tiny.text(), tiny.batch(), tiny.size(), block, 0.1);
    }

    private static Net net(Trial trial) {
        return new Net(trial.tf(), trial.parameters(), SIZE, Compute.PLAIN);
    }

    /** [batch * tokens, width] */
    private static Operand<TFloat32> rows(Trial trial) {
        return trial.parameters().get("rows", Initializer.zeros(), BATCH * TOKENS, SIZE.width());
    }

    private static List<Axis> axes(int block) {
        return Axis.of(smoothed(block));
    }

    private static TokenEmbedding.Grid grid() {
        TokenGrid grid = smoothed(2).grid();
        return new TokenEmbedding.Grid(grid, grid.codes() + 1, BlockOrder.of(grid, 2));
    }

    /** 3 keys for each of 2 samples, of which the second lacks one. */
    private static ProjectedKeys context(Trial trial) {
        Operand<TFloat32> keys = trial.parameters().get("context", Initializer.zeros(), BATCH, 3, SIZE.width());
        Operand<TFloat32> present = trial.tf().constant(new float[][] {{1, 1, 1}, {1, 0, 1}});
        return ProjectedKeys.of(net(trial), new Context(keys, present, 3), BATCH);
    }

    private static Operand<TFloat32> loss(Trial trial) {
        Operand<TFloat32> logits = trial.parameters().get("logits", Initializer.zeros(), BATCH * TOKENS, 7);
        return new MaskedLoss(smoothed(0), net(trial))
                .of(logits, tokens(trial, 7), mask(trial))
                .loss();
    }

    private static Operand<TFloat32> model(Trial trial, Model model) {
        Map<String, Operand<TFloat32>> floats = new HashMap<>();
        Map<String, Operand<TInt32>> ints = new HashMap<>();
        for (Feed feed : model.feeds()) {
            switch (feed.name()) {
                case "tokens" -> ints.put("tokens", tokens(trial, 7));
                case "lowTokens" -> ints.put("lowTokens", draws(trial, 6, feed));
                case "mask" -> floats.put("mask", mask(trial));
                case "textMask" -> floats.put("textMask", trial.tf().constant(new float[][] {{1, 1, 0}, {1, 0, 0}}));
                case "lowWeight" -> floats.put("lowWeight", trial.tf().constant(new float[] {1, 1}));
                default ->
                    floats.put(
                            feed.name(),
                            trial.parameters()
                                    .get(
                                            feed.name(),
                                            Initializer.zeros(),
                                            feed.shape().asArray()));
            }
        }
        return model.slice(trial.tf(), trial.parameters(), new Inputs(floats, ints))
                .loss();
    }

    private static Operand<TInt32> tokens(Trial trial, int codes) {
        return draws(trial, codes, Feed.ints("tokens", BATCH, TOKENS));
    }

    private static Operand<TInt32> draws(Trial trial, int codes, Feed feed) {
        int[] drawn = Samples.draws(feed.name(), Math.toIntExact(feed.shape().size()), codes);
        return trial.tf()
                .reshape(
                        trial.tf().constant(drawn),
                        trial.tf().constant(feed.shape().asArray()));
    }

    /** Hides every token but each third. */
    private static Operand<TFloat32> mask(Trial trial) {
        float[] mask = new float[BATCH * TOKENS];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 == 0 ? 0 : 1;
        }
        return trial.tf().reshape(trial.tf().constant(mask), trial.tf().constant(new int[] {BATCH, TOKENS}));
    }
}
