package org.pieria.worker.phase;

import java.util.HashMap;
import java.util.Map;
import org.pieria.model.vqgan.AdversarialConfig;
import org.pieria.model.vqgan.TunedDecoder;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.data.ImageCache;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.HostTensor;

/** What a larger decoder is fed: images, and how much the discriminator counts. */
record TunedBatches(TunedDecoder decoder, SampleSchedule schedule, ImageCache images) implements BatchSource {

    @Override
    public Map<String, HostTensor> slice(long step, int slice) {
        Map<String, HostTensor> feeds = new HashMap<>();
        feeds.put(Vqgan.IMAGES, ImageFeeds.images(images, schedule.slice(step, slice)));
        AdversarialConfig adversarial = decoder.config().weights().adversarial();
        if (adversarial.plays()) {
            feeds.put(Vqgan.GENERATOR_SHARE, HostTensor.floats(new float[] {adversarial.share(step)}));
        }
        return feeds;
    }
}
