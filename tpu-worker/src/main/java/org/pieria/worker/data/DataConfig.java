package org.pieria.worker.data;

import com.typesafe.config.Config;

/**
 * What a run trains on; the section {@code pieria.data}.
 *
 * @param source {@value #EMOJI}, or a directory of WebDataset shards
 * @param heldOut share of the concepts that training never sees, in [0, 1)
 * @param maxCaptionCharacters longer captions are cut
 */
public record DataConfig(String source, double heldOut, int maxCaptionCharacters) {

    /** The source that is prepared at its first use from what comes with the program. */
    public static final String EMOJI = "emoji";

    public DataConfig {
        require(!source.isBlank(), "data.source must be \"" + EMOJI + "\" or a directory", "\"" + source + "\"");
        require(heldOut >= 0 && heldOut < 1, "data.held-out must be at least 0 and less than 1", heldOut);
        require(maxCaptionCharacters > 0, "data.max-caption-characters must be positive", maxCaptionCharacters);
    }

    /** Reads the section from the whole configuration. */
    public static DataConfig from(Config root) {
        Config data = root.getConfig("pieria.data");
        return new DataConfig(
                data.getString("source"), data.getDouble("held-out"), data.getInt("max-caption-characters"));
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
