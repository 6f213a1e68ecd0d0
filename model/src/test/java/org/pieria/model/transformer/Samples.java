package org.pieria.model.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pieria.model.graph.Optimizer;
import org.pieria.model.graph.SliceOutputs;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Small models and inputs for the tests of this package. */
final class Samples {

    static final CounterRandom RANDOM = CounterRandom.of(3);

    /** Not reached by these tests: they never update. */
    static final Optimizer NONE = new Optimizer() {
        @Override
        public Map<String, Shape> slots(Shape parameter) {
            return Map.of();
        }

        @Override
        public int rateCount() {
            return 0;
        }

        @Override
        public float[] rates(long step) {
            return new float[0];
        }

        @Override
        public Updated update(Ops tf, Tensors tensors, Operand<TFloat32> rates) {
            throw new UnsupportedOperationException("these tests do not update");
        }
    };

    private Samples() {}

    /** 2 samples of 4 x 4 tokens of 7 codes, 3 text tokens of width 5. */
    static TransformerConfig tiny(int block) {
        return new TransformerConfig(
                "base", new TokenGrid(4, 4, 7), new TextShape(3, 5), 2, new Size(2, 8, 12, 2), block, 0);
    }

    /** The same, trained in another way. */
    static TransformerConfig tiny(int block, Compute compute) {
        TransformerConfig plain = tiny(block);
        return new TransformerConfig(
                plain.name(), plain.grid(), plain.text(), plain.batch(), plain.size(), block, 0, compute);
    }

    static LowTokens low() {
        return new LowTokens(new TokenGrid(2, 2, 6), 1);
    }

    static Rig base(TransformerConfig config) {
        BaseTransformer model = new BaseTransformer(config, NONE);
        return fill(
                new Rig(model.feeds(), (tf, parameters, inputs) -> fetches(model.slice(tf, parameters, inputs))),
                config);
    }

    static Rig superRes(TransformerConfig config) {
        SuperResTransformer model = new SuperResTransformer(config, low(), NONE);
        Rig rig = new Rig(model.feeds(), (tf, parameters, inputs) -> fetches(model.slice(tf, parameters, inputs)));
        return lowFilled(fill(rig, config), config);
    }

    static Rig fill(Rig rig, TransformerConfig config) {
        int tokens = config.batch() * config.grid().tokens();
        rig.ints.put("tokens", draws("tokens", tokens, config.grid().codes()));
        rig.floats.put("mask", alternating(tokens));
        int vectors = config.batch() * config.text().tokens();
        rig.floats.put("text", normals("text", vectors * config.text().width(), 1));
        rig.floats.put("textMask", ones(vectors));
        return rig;
    }

    static Rig lowFilled(Rig rig, TransformerConfig config) {
        TokenGrid grid = low().grid();
        rig.ints.put("lowTokens", draws("low", config.batch() * grid.tokens(), grid.codes()));
        rig.floats.put("lowWeight", ones(config.batch()));
        return rig;
    }

    static Map<String, Operand<TFloat32>> fetches(SliceOutputs outputs) {
        return Map.of("loss", outputs.loss(), "accuracy", outputs.statistics().get("accuracy"));
    }

    /** Moves all parameters away from their first values, so that nothing is small by construction. */
    static void shake(Rig rig) {
        rig.parameters.replaceAll((name, values) -> {
            float[] noise = normals(name, values.length, 0.3);
            for (int i = 0; i < values.length; i++) {
                noise[i] += values[i];
            }
            return noise;
        });
    }

    static float[] normals(String name, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * RANDOM.at(name).normal(i));
        }
        return values;
    }

    static float[] ones(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1);
        return values;
    }

    static int[] draws(String name, int count, int bound) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = RANDOM.at(name).below(i, bound);
        }
        return values;
    }

    /** Hidden: 1 of 2 tokens at first, then 2 of 3. */
    private static float[] alternating(int count) {
        float[] mask = new float[count];
        for (int i = 0; i < count; i++) {
            mask[i] = i % (i < count / 2 ? 2 : 3) == 0 ? 0 : 1;
        }
        return mask;
    }

    static List<String> differing(float[] one, float[] other) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (Float.floatToIntBits(one[i]) != Float.floatToIntBits(other[i])) {
                found.add(i + ": " + one[i] + " and " + other[i]);
            }
        }
        return found;
    }
}
