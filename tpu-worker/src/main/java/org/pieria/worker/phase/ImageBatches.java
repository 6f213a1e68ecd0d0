package org.pieria.worker.phase;

import java.util.HashMap;
import java.util.Map;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.vqgan.AdversarialConfig;
import org.pieria.model.vqgan.RevivalPositions;
import org.pieria.model.vqgan.Vqgan;
import org.pieria.worker.data.ImageCache;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.HostTensor;

/** What a VQGAN is fed: images, where candidates for dead codes lie, and how much the discriminator counts. */
final class ImageBatches implements BatchSource {

    private final Vqgan vqgan;
    private final SampleSchedule schedule;
    private final ImageCache images;
    private final CounterRandom random;

    ImageBatches(Vqgan vqgan, SampleSchedule schedule, ImageCache images, long seed) {
        this.vqgan = vqgan;
        this.schedule = schedule;
        this.images = images;
        this.random = CounterRandom.of(seed).at(vqgan.phase());
    }

    @Override
    public Map<String, HostTensor> slice(long step, int slice) {
        Map<String, HostTensor> feeds = new HashMap<>();
        feeds.put(Vqgan.IMAGES, ImageFeeds.images(images, schedule.slice(step, slice)));
        AdversarialConfig adversarial = vqgan.config().weights().adversarial();
        if (adversarial.plays()) {
            feeds.put(Vqgan.GENERATOR_SHARE, HostTensor.floats(new float[] {adversarial.share(step)}));
        }
        if (vqgan.config().codebook().revives()) {
            int codes = vqgan.config().codebook().codes();
            RevivalPositions positions = new RevivalPositions(
                    codes, schedule.batch().slices(), vqgan.config().vectors());
            int[] drawn = positions.of(random.at(step).at("revival"), slice);
            feeds.put(Vqgan.REVIVAL_POSITIONS, HostTensor.ints(drawn, codes));
        }
        return feeds;
    }
}
