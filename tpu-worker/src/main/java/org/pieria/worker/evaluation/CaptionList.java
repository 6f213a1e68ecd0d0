package org.pieria.worker.evaluation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.model.random.CounterRandom;

/**
 * The captions that a figure was made with.
 *
 * @param source where they come from, for reports
 * @param entries at least one
 */
public record CaptionList(String source, List<Entry> entries) {

    public CaptionList {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the caption list " + source + " is empty");
        }
    }

    /**
     * One caption.
     *
     * @param number in its list, from 0 on
     * @param category what kind of caption it is; empty where the list tells none
     */
    public record Entry(int number, String caption, String category) {

        public Entry {
            if (caption.isBlank()) {
                throw new IllegalArgumentException("caption " + number + " is empty");
            }
        }
    }

    public List<String> captions() {
        return entries.stream().map(Entry::caption).toList();
    }

    /** At most so many of them, drawn by a seed and kept in their order; 0 keeps all. */
    CaptionList draw(int count, long seed) {
        if (count == 0 || count >= entries.size()) {
            return this;
        }
        CounterRandom random = CounterRandom.of(seed).at("captions-drawn");
        List<Entry> drawn = IntStream.range(0, entries.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> random.bits(i)))
                .limit(count)
                .sorted()
                .map(entries::get)
                .toList();
        return new CaptionList(source, drawn);
    }

    /** The digest of the captions in their order, each ended by a line feed. */
    String sha256() {
        MessageDigest digest = Sha256.begin();
        captions().forEach(caption -> digest.update((caption + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
