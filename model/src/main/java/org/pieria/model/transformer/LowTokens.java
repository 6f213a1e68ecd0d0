package org.pieria.model.transformer;

import com.typesafe.config.Config;

/**
 * The low-resolution tokens that condition the super-resolution transformer.
 *
 * @param layers of self-attention over them before they become keys and values
 */
public record LowTokens(TokenGrid grid, int layers) {

    public LowTokens {
        Requirement.that(layers >= 0, "phases.superres.low-layers must not be negative", layers);
    }

    /** Reads {@code low-layers} of {@code pieria.phases.superres}. */
    public static LowTokens from(Config phase, TokenGrid grid) {
        return new LowTokens(grid, phase.getInt("low-layers"));
    }
}
