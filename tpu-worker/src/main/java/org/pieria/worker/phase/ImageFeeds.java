package org.pieria.worker.phase;

import org.pieria.worker.data.ImageCache;
import org.pieria.worker.step.HostTensor;

/** Builds the feeds of the VQGANs out of single pictures. */
public final class ImageFeeds {

    private ImageFeeds() {}

    /** [batch, side, side, 3] in [0, 1]. */
    public static HostTensor images(ImageCache images, int[] samples) {
        float[] batch = new float[samples.length * images.pictureSize()];
        for (int i = 0; i < samples.length; i++) {
            images.read(samples[i], batch, i * images.pictureSize());
        }
        int side = (int) Math.round(Math.sqrt(images.pictureSize() / 3.0));
        return HostTensor.floats(batch, samples.length, side, side, 3);
    }
}
