package org.pieria.checkpointing.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pieria.checkpointing.digest.Sha256;

/**
 * One applied step.
 *
 * @param phase its name; without commas, quotes and line ends, as is the digest
 * @param step its number
 * @param generation of the workers that applied it
 * @param workers how many they were
 * @param loss over the global batch
 * @param digest of the whole state after the step
 */
public record StepRecord(String phase, long step, long generation, int workers, float loss, String digest) {

    /** The columns of {@link #toCsv}. */
    public static final String HEADER = "phase,step,generation,workers,loss,loss_bits,digest";

    private static final Pattern WORD = Pattern.compile("[^,\"\\r\\n]+");
    private static final int COLUMNS = 7;

    public StepRecord {
        if (!WORD.matcher(phase).matches() || !WORD.matcher(digest).matches()) {
            throw new IllegalArgumentException("phase \"" + phase + "\" and digest \"" + digest
                    + "\" must not be empty nor hold a comma, a quote or a line end");
        }
    }

    /** The bits of the loss, as 8 hex digits: the text of a float may hide a difference, its bits do not. */
    public String lossBits() {
        return String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(loss));
    }

    /** One line in the order of {@link #HEADER}, without line end. */
    public String toCsv() {
        return String.join(
                ",",
                phase,
                Long.toString(step),
                Long.toString(generation),
                Integer.toString(workers),
                Float.toString(loss),
                lossBits(),
                digest);
    }

    /**
     * Reads {@link #toCsv}; the loss is taken from its bits.
     *
     * @throws IllegalArgumentException when it is not such a line
     */
    static StepRecord parse(String line) {
        List<String> columns = List.of(line.split(",", -1));
        if (columns.size() != COLUMNS) {
            throw new IllegalArgumentException("expected " + COLUMNS + " columns, got \"" + line + "\"");
        }
        float loss = Float.intBitsToFloat(Integer.parseUnsignedInt(columns.get(5), 16));
        return new StepRecord(
                columns.get(0),
                Long.parseLong(columns.get(1)),
                Long.parseLong(columns.get(2)),
                Integer.parseInt(columns.get(3)),
                loss,
                columns.get(6));
    }

    /** 64 bits of a hash of what {@link #agreesWith} compares, never 0. */
    long fingerprint() {
        byte[] told = (digest + " " + lossBits()).getBytes(StandardCharsets.UTF_8);
        long first = ByteBuffer.wrap(Sha256.begin().digest(told)).getLong();
        return first == 0 ? 1 : first;
    }

    /** Whether two records of one step tell of the same bits, whoever computed them. */
    boolean agreesWith(StepRecord other) {
        return digest.equals(other.digest) && lossBits().equals(other.lossBits());
    }
}
