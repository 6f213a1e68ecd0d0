package org.pieria.worker.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pieria.model.masking.MaskDraw;
import org.pieria.model.masking.TextDrop;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.step.BatchSource;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.tokens.TokenSet;
import org.pieria.worker.tokens.TokenisedSample;

/** What the transformers are fed in training: tokens, masks, captions of which some are dropped, low-resolution tokens. */
final class TokenBatches implements BatchSource {

    private final Source source;
    private final SampleSchedule schedule;
    private final TextDrop drop;
    private final long seed;

    TokenBatches(Source source, SampleSchedule schedule, TextDrop drop, long seed) {
        this.source = source;
        this.schedule = schedule;
        this.drop = drop;
        this.seed = seed;
    }

    /** Where tokens come from, and for which phase. */
    record Source(String phase, TokenSet tokens, TokenFeeds feeds) {

        boolean superRes() {
            return phase.equals(RunModels.SUPERRES);
        }

        int[] labels(TokenisedSample sample) {
            return superRes() ? sample.high() : sample.low();
        }
    }

    @Override
    public Map<String, HostTensor> slice(long step, int slice) {
        List<int[]> labels = new ArrayList<>();
        List<int[]> low = new ArrayList<>();
        List<float[]> masks = new ArrayList<>();
        List<TextEncoder.Encoded> captions = new ArrayList<>();
        for (int number : schedule.slice(step, slice)) {
            TokenisedSample sample = source.tokens().sample(number);
            CounterRandom random = MaskDraw.sample(seed, source.phase(), step, number);
            labels.add(source.labels(sample));
            low.add(sample.low());
            masks.add(MaskDraw.of(random, source.labels(sample).length).mask());
            captions.add(drop.drops(random) ? TokenFeeds.noCaption() : sample.text());
        }
        Map<String, HostTensor> feeds = source.feeds().text(captions);
        feeds.put("tokens", TokenFeeds.tokens(labels));
        feeds.put("mask", TokenFeeds.mask(masks));
        if (source.superRes()) {
            feeds.put("lowTokens", TokenFeeds.tokens(low));
            feeds.put("lowWeight", TokenFeeds.weight(low.size(), 1));
        }
        return feeds;
    }
}
