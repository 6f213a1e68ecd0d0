package org.pieria.worker.text;

import com.typesafe.config.Config;
import java.util.List;
import org.pieria.model.text.TextEncoder;

/**
 * How captions become vectors; the section {@code pieria.text}.
 *
 * @param encoder the encoder's name
 * @param maxTokens a caption is cut to this many, with those that mark its begin and end
 * @param drop share of samples that train without text
 * @param t5 what counts if the encoder is T5
 */
public record TextConfig(String encoder, int maxTokens, double drop, T5Options t5) {

    private static final List<String> ENCODERS = List.of(MiniLmEncoder.NAME, T5Encoder.NAME);

    public TextConfig {
        require(
                ENCODERS.contains(encoder),
                "pieria.text.encoder must be \"" + String.join("\" or \"", ENCODERS) + "\"",
                "\"" + encoder + "\"");
        int least = encoder.equals(T5Encoder.NAME) ? T5Encoder.LEAST_TOKENS : MiniLmEncoder.LEAST_TOKENS;
        require(
                maxTokens >= least && maxTokens <= MiniLmEncoder.MOST_TOKENS,
                "pieria.text.max-tokens must be between " + least + " and " + MiniLmEncoder.MOST_TOKENS,
                maxTokens);
        require(drop >= 0 && drop <= 1, "pieria.text.drop must be between 0 and 1", drop);
    }

    /** Reads the section from the whole configuration. */
    public static TextConfig from(Config root) {
        Config text = root.getConfig("pieria.text");
        return new TextConfig(
                text.getString("encoder"), text.getInt("max-tokens"), text.getDouble("drop"), T5Options.from(root));
    }

    /**
     * Opens the encoder, which takes about a second, and for T5 as long as reading its files; close it.
     *
     * @throws IllegalArgumentException when T5's files do not fit
     */
    public TextEncoder open() {
        return encoder.equals(T5Encoder.NAME) ? T5Encoder.open(t5, maxTokens) : new MiniLmEncoder(maxTokens);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
