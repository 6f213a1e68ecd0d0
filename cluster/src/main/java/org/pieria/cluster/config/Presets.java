package org.pieria.cluster.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files under {@code configs/} of an installation.
 *
 * @param home the installation's root
 */
public record Presets(Path home) {

    /** Of the running installation: the system property {@code pieria.home}, else the working directory. */
    public static Presets installed() {
        return new Presets(
                Path.of(System.getProperty("pieria.home", "")).toAbsolutePath().normalize());
    }

    /** The file of a preset, by name or by path. */
    Optional<Path> find(String preset) {
        Path named = home.resolve("configs").resolve(preset + ".conf");
        return Stream.of(named, Path.of(preset)).filter(Files::isRegularFile).findFirst();
    }

    /** Why it is not there, and what is. */
    String missing(String preset) {
        List<String> names = names();
        String meant = Suggestion.nearest(preset, names)
                .map(name -> " - did you mean '" + name + "'?")
                .orElse("");
        return "no preset '" + preset + "'" + meant + " (there are: " + String.join(", ", names)
                + "; a path to a file works too)";
    }

    /** All names, sorted. */
    public List<String> names() {
        Path folder = home.resolve("configs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the presets in " + folder, e);
        }
    }
}
