package org.pieria.worker.tokens;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All tokenised samples of a data set in memory, by sample number. Immutable; any thread. */
public final class TokenSet {

    private final List<@Nullable TokenisedSample> bySample;

    /**
     * Takes every sample once.
     *
     * @param size samples in the data set; each must be among the given ones
     */
    public TokenSet(int size, List<TokenisedSample> samples) {
        bySample = new ArrayList<>(Collections.nCopies(size, null));
        samples.forEach(sample -> bySample.set(sample.sample(), sample));
        int missing = bySample.indexOf(null);
        if (missing >= 0) {
            throw new IllegalArgumentException("the tokenised data set lacks sample " + missing + " of " + size);
        }
    }

    public int size() {
        return bySample.size();
    }

    public TokenisedSample sample(int number) {
        TokenisedSample sample = bySample.get(number);
        if (sample == null) {
            throw new IllegalStateException("no sample " + number);
        }
        return sample;
    }
}
