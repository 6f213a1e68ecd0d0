package org.pieria.model.vqgan;

import com.typesafe.config.Config;
import java.util.List;

/**
 * The shape of encoder and decoder.
 *
 * @param image pixels per side
 * @param patch side of the squares of pixels that the stem folds into channels; 1 for none, as published. Ours: on a CPU
 *     most of the time goes into the few channels of the full resolution, which a patch of 2 or 4 leaves out
 * @param channels of the first level; a multiple of 4
 * @param multipliers of the channels, per level; each level after the first halves the side
 * @param residualBlocks per level
 */
public record NetworkShape(int image, int patch, int channels, List<Integer> multipliers, int residualBlocks) {

    private static final int MOST_GROUPS = 32;
    private static final int CHANNELS_PER_GROUP = 4;

    public NetworkShape {
        multipliers = List.copyOf(multipliers);
        Rules.require(patch > 0, "patch must be positive", patch);
        Rules.require(
                channels > 0 && channels % CHANNELS_PER_GROUP == 0,
                "channels must be a positive multiple of 4",
                channels);
        Rules.require(
                !multipliers.isEmpty() && multipliers.stream().allMatch(multiplier -> multiplier > 0),
                "multipliers must be a list of positive numbers, one per level",
                multipliers);
        Rules.require(residualBlocks > 0, "residual-blocks must be positive", residualBlocks);
        int factor = patch << (multipliers.size() - 1);
        Rules.require(
                image > 0 && image % factor == 0,
                "image must be a positive multiple of " + factor
                        + " (patch, and one halving per level after the first)",
                image);
    }

    /** Reads the section of a phase. */
    public static NetworkShape from(Config phase) {
        return new NetworkShape(
                phase.getInt("image"),
                phase.getInt("patch"),
                phase.getInt("channels"),
                phase.getIntList("multipliers"),
                phase.getInt("residual-blocks"));
    }

    public int levels() {
        return multipliers.size();
    }

    /** Channels of a level, counted from 0. */
    public int channelsAt(int level) {
        return channels * multipliers.get(level);
    }

    /** Tokens per side of an image. */
    public int grid() {
        return image / (patch << (levels() - 1));
    }

    /** Groups of a normalisation over so many channels: 32 from 128 channels on, as published; of 4 channels below. */
    static int groups(long channels) {
        long groups = Math.min(MOST_GROUPS, channels / CHANNELS_PER_GROUP);
        return channels % groups == 0 ? (int) groups : (int) (channels / CHANNELS_PER_GROUP);
    }
}
