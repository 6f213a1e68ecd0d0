package org.pieria.cluster.cli;

import java.nio.file.Path;
import org.pieria.cluster.config.Configuration;

/**
 * What is to be edited.
 *
 * @param directory the run directory whose checkpoints are used
 * @param out a PNG as large as the model paints
 */
public record EditOptions(Wish wish, Path directory, Path out, Configuration configuration) {

    public EditOptions {
        directory = directory.toAbsolutePath().normalize();
        out = out.toAbsolutePath().normalize();
    }

    /**
     * The edit that is asked for.
     *
     * @param negative what is not to be seen; blank: nothing is said
     */
    public record Wish(Path image, Way way, String prompt, String negative) {}

    /** Which part of the picture is painted anew. */
    public sealed interface Way {}

    /** What is white in a picture of the same size. */
    public record MaskFile(Path file) implements Way {}

    /** A rectangle. */
    public record Box(int x, int y, int width, int height) implements Way {}

    /** What is added around the picture. */
    public record Outpaint(int left, int top, int right, int bottom) implements Way {}

    /**
     * A few random tokens, again and again.
     *
     * @param keepEvery iterations between the pictures that are kept
     */
    public record MaskFree(int iterations, int keepEvery, double guidance, int topK) implements Way {}
}
