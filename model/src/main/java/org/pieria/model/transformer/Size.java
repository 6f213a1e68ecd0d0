package org.pieria.model.transformer;

import com.typesafe.config.Config;

/**
 * How large a transformer is.
 *
 * @param layers each of self-attention, cross-attention and MLP
 * @param width of the residual stream
 * @param mlp width of the MLP's hidden layer
 * @param heads of every attention; they share the width
 */
public record Size(int layers, int width, int mlp, int heads) {

    public Size {
        Requirement.positive("layers", layers);
        Requirement.positive("width", width);
        Requirement.positive("mlp", mlp);
        Requirement.positive("heads", heads);
        Requirement.that(width % heads == 0, "heads must divide the width " + width, heads);
    }

    /** Reads {@code layers}, {@code width}, {@code mlp} and {@code heads} of a phase. */
    public static Size from(Config phase) {
        return new Size(phase.getInt("layers"), phase.getInt("width"), phase.getInt("mlp"), phase.getInt("heads"));
    }

    /** Channels of one head. */
    int depth() {
        return width / heads;
    }
}
