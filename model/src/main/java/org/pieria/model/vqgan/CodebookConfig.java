package org.pieria.model.vqgan;

import com.typesafe.config.Config;

/**
 * The codebook and its revival.
 *
 * @param codes how many
 * @param depth of a code
 * @param reviveEvery steps between revivals of dead codes; 0 for none
 */
public record CodebookConfig(int codes, int depth, int reviveEvery) {

    public CodebookConfig {
        Rules.require(codes > 1, "codes must be more than 1", codes);
        Rules.require(depth > 0, "code-width must be positive", depth);
        Rules.require(reviveEvery >= 0, "revive-every must not be negative (0: never)", reviveEvery);
    }

    /** Reads the section of a phase. */
    public static CodebookConfig from(Config phase) {
        return new CodebookConfig(phase.getInt("codes"), phase.getInt("code-width"), phase.getInt("revive-every"));
    }

    /** Whether dead codes are revived at all. */
    public boolean revives() {
        return reviveEvery > 0;
    }
}
