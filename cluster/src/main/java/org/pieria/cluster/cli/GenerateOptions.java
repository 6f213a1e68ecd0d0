package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.List;
import org.pieria.cluster.config.Configuration;

/**
 * What is to be painted.
 *
 * @param captions at least one
 * @param directory the run directory whose checkpoints are used
 * @param out a PNG: one picture, or a grid of them
 */
public record GenerateOptions(List<String> captions, Path directory, Path out, Configuration configuration) {

    public GenerateOptions {
        captions = List.copyOf(captions);
        if (captions.isEmpty()) {
            throw new IllegalArgumentException("at least one caption is needed");
        }
        directory = directory.toAbsolutePath().normalize();
        out = out.toAbsolutePath().normalize();
    }
}
