package org.pieria.worker.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pieria.model.random.CounterRandom;

/**
 * The ways to say what a sample shows. There are few and they never change, so that each can be encoded once; which one
 * training uses is drawn anew each time. Judging always uses the first, the plain caption.
 */
public final class Captions {

    /** How many ways at most. */
    public static final int MOST = 4;

    private Captions() {}

    /** All ways, the plain caption first: alone, with one keyword, with two others, with one more. */
    public static List<String> of(Sample sample) {
        List<String> words = newWords(sample);
        List<String> all = new ArrayList<>(List.of(sample.caption()));
        int used = 0;
        for (int count = 1; all.size() < MOST && used + count <= words.size(); count = 3 - count) {
            all.add(sample.caption() + ", " + String.join(", ", words.subList(used, used + count)));
            used += count;
        }
        return List.copyOf(all);
    }

    /**
     * Draws one.
     *
     * @param random the key of this drawing: seed, phase, step and sample
     * @return its position in {@link #of(Sample)}
     */
    public static int draw(Sample sample, CounterRandom random) {
        return random.at("caption").below(0, of(sample).size());
    }

    /** The keywords that the caption does not use already, as the sample lists them. */
    private static List<String> newWords(Sample sample) {
        Set<String> said =
                new HashSet<>(List.of(sample.caption().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
        List<String> words = new ArrayList<>();
        for (String keyword : sample.keywords()) {
            if (!said.contains(keyword.toLowerCase(Locale.ROOT))) {
                words.add(keyword);
            }
        }
        return words;
    }
}
