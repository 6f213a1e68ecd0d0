package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.List;
import org.pieria.cluster.config.Configuration;

/**
 * What is to be painted.
 *
 * @param directory the run directory whose checkpoints are used
 * @param out a PNG: one picture, or a grid of them
 */
public record GenerateOptions(Wanted wanted, Path directory, Path out, Configuration configuration) {

    public GenerateOptions {
        directory = directory.toAbsolutePath().normalize();
        out = out.toAbsolutePath().normalize();
    }

    /**
     * The pictures that are asked for.
     *
     * @param captions at least one
     * @param negative what is not to be seen; blank: nothing is said
     * @param perCaption pictures of each caption
     */
    public record Wanted(List<String> captions, String negative, int perCaption) {

        public Wanted {
            captions = List.copyOf(captions);
            if (captions.isEmpty() || perCaption < 1) {
                throw new IllegalArgumentException("at least one caption and one picture of each are needed, got "
                        + captions.size() + " and " + perCaption);
            }
        }
    }
}
