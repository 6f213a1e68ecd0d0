package org.pieria.worker.evaluation;

import java.util.List;

/**
 * The colours of 8 x 8 pixels as features. It sees layout and colour and nothing finer; it needs no file, so there is
 * always a distance to watch. Compare it with nothing but itself.
 */
public final class PixelExtractor implements FeatureExtractor {

    private static final Preparation PREPARATION = new Preparation(
            8, Resize.BILINEAR_ANTIALIASED, false, List.of(0.0, 1.0), List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    @Override
    public Identity identity() {
        return new Identity("pixels-8x8", "", PREPARATION.words(), false);
    }

    @Override
    public List<float[]> features(List<Picture> pictures) {
        return pictures.stream().map(PREPARATION::apply).toList();
    }

    @Override
    public void close() {}
}
