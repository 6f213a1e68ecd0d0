package org.pieria.model.vqgan;

import org.pieria.model.graph.TrainingLoop;
import org.pieria.model.random.CounterRandom;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Synthetic pictures: coloured discs on coloured grounds. */
final class Pictures {

    private Pictures() {}

    /** [batch, side, side, 3] in [0, 1]; picture i depends on the seed and i alone. */
    static float[] discs(long seed, int batch, int side) {
        float[] pixels = new float[batch * side * side * 3];
        for (int i = 0; i < pixels.length; i++) {
            int picture = i / (side * side * 3);
            int place = i / 3 % (side * side);
            pixels[i] = colour(
                    CounterRandom.of(seed).at(picture),
                    1.0 * Math.floorDiv(place, side) / side,
                    1.0 * (place % side) / side,
                    i % 3);
        }
        return pixels;
    }

    static TFloat32 tensor(float[] pixels, int batch, int side) {
        return TrainingLoop.floats(pixels, Shape.of(batch, side, side, 3));
    }

    private static float colour(CounterRandom random, double y, double x, int channel) {
        double distance = Math.hypot(y - random.uniform(0), x - random.uniform(1));
        int ground = distance < 0.15 + 0.2 * random.uniform(2) ? 3 : 6;
        return (float) random.uniform(ground + channel);
    }
}
