package org.pieria.worker.text;

import com.typesafe.config.Config;
import org.pieria.model.text.TextEncoder;

/**
 * How captions become vectors; the section {@code pieria.text}.
 *
 * @param encoder the encoder's name
 * @param maxTokens a caption is cut to this many, with the two that mark its begin and end
 * @param drop share of samples that train without text
 */
public record TextConfig(String encoder, int maxTokens, double drop) {

    public TextConfig {
        require(
                encoder.equals(MiniLmEncoder.NAME),
                "pieria.text.encoder must be \"" + MiniLmEncoder.NAME + "\"",
                "\"" + encoder + "\"");
        require(
                maxTokens >= MiniLmEncoder.LEAST_TOKENS && maxTokens <= MiniLmEncoder.MOST_TOKENS,
                "pieria.text.max-tokens must be between " + MiniLmEncoder.LEAST_TOKENS + " and "
                        + MiniLmEncoder.MOST_TOKENS,
                maxTokens);
        require(drop >= 0 && drop <= 1, "pieria.text.drop must be between 0 and 1", drop);
    }

    /** Reads the section from the whole configuration. */
    public static TextConfig from(Config root) {
        Config text = root.getConfig("pieria.text");
        return new TextConfig(text.getString("encoder"), text.getInt("max-tokens"), text.getDouble("drop"));
    }

    /** Loads the encoder, which takes about a second; close it. */
    public TextEncoder open() {
        return new MiniLmEncoder(maxTokens);
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
