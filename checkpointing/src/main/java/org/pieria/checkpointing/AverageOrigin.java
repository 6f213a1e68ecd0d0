package org.pieria.checkpointing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pieria.checkpointing.digest.Sha256;

/**
 * What an average was made from.
 *
 * @param decay of the rule
 * @param digests by step, of the checkpoints that are in it
 */
public record AverageOrigin(double decay, SortedMap<Long, String> digests) {

    private static final String DECAY = "average-decay";
    private static final String STEP = "average-step-";

    public AverageOrigin {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    static AverageOrigin none(double decay) {
        return new AverageOrigin(decay, new TreeMap<>());
    }

    /** Reads the facts of an average's manifest. */
    static AverageOrigin of(Manifest average) {
        SortedMap<Long, String> digests = new TreeMap<>();
        average.cursor().forEach((fact, value) -> {
            if (fact.startsWith(STEP)) {
                digests.put(Long.parseLong(fact.substring(STEP.length())), value);
            }
        });
        return new AverageOrigin(Double.parseDouble(average.cursor().getOrDefault(DECAY, "NaN")), digests);
    }

    AverageOrigin with(Manifest checkpoint) {
        SortedMap<Long, String> more = new TreeMap<>(digests);
        more.put(checkpoint.name().step(), checkpoint.digest());
        return new AverageOrigin(decay, more);
    }

    /** Its steps, from old to new. */
    public List<Long> steps() {
        return List.copyOf(digests.keySet());
    }

    /** Whether a checkpoint is newer than all that are in it. */
    boolean precedes(Manifest checkpoint) {
        return digests.isEmpty() || checkpoint.name().step() > digests.lastKey();
    }

    /** Whether a checkpoint of a step that is in it has another digest than the one that went in. */
    boolean contradicts(Manifest checkpoint) {
        String digest = digests.get(checkpoint.name().step());
        return digest != null && !digest.equals(checkpoint.digest());
    }

    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        digests.forEach((step, digest) -> facts.put(STEP + step, digest));
        facts.put(DECAY, Double.toString(decay));
        return facts;
    }

    /** SHA-256 over the facts, 64 hex digits. */
    String digest() {
        String text = facts().entrySet().stream()
                .map(fact -> fact.getKey() + "=" + fact.getValue() + "\n")
                .collect(Collectors.joining());
        return Sha256.hex(text);
    }
}
