package org.pieria.model.transformer;

/**
 * The shape of one encoded caption, padded.
 *
 * @param tokens vectors, real and padded
 * @param width of one vector
 */
public record TextShape(int tokens, int width) {

    public TextShape {
        Requirement.positive("text.max-tokens", tokens);
        Requirement.positive("width of the text encoder", width);
    }
}
