package org.pieria.worker.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What can be read from a directory of shards, decided once, before a run begins.
 *
 * @param shards file names, sorted
 * @param samples in the order of shards, then of first appearance in the shard; their numbers are positions in here
 * @param skipped what cannot be used, and why
 * @param cut how many captions were longer than allowed
 * @param digest SHA-256 in hexadecimal over everything that training reads: keys, image checksums, captions, keywords
 *     and concepts, in order. The same samples in other shards have the same digest
 */
public record ShardIndex(List<String> shards, List<Sample> samples, List<Skipped> skipped, int cut, String digest) {

    public ShardIndex {
        shards = List.copyOf(shards);
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
        if (!digest.equals(SampleDigest.of(samples))) {
            throw new IllegalArgumentException("the index does not match its digest " + digest);
        }
    }

    static ShardIndex of(List<String> shards, List<Sample> samples, List<Skipped> skipped, int cut) {
        return new ShardIndex(shards, samples, skipped, cut, SampleDigest.of(samples));
    }

    /** How many samples were skipped, by reason. */
    public Map<Skipped.Reason, Long> skippedByReason() {
        return skipped.stream()
                .collect(Collectors.groupingBy(
                        Skipped::reason, () -> new EnumMap<>(Skipped.Reason.class), Collectors.counting()));
    }

    /** One line for a log: counts of samples, shards, what was skipped and cut. */
    public String summary() {
        String reasons = skippedByReason().entrySet().stream()
                .map(entry -> entry.getValue() + " because " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "%,d samples in %,d shards, %,d skipped%s, %,d captions cut"
                .formatted(samples.size(), shards.size(), skipped.size(), reasons.isEmpty() ? "" : ": " + reasons, cut);
    }
}
