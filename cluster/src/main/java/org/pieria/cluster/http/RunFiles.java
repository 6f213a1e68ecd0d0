package org.pieria.cluster.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a run directory is shown: the PNG files below {@code samples}, and nothing else. Reads block.
 *
 * @param directory the run directory; it and {@code samples} need not exist yet
 */
public record RunFiles(Path directory) {

    /** A list longer than anybody scrolls is cut. */
    private static final int MOST = 200;

    private static final int DEPTH = 4;
    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

    /** The newest sample grids, newest first. */
    public List<SampleGrid> samples() throws IOException {
        Path root = samplesRoot();
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.filter(RunFiles::isPng)
                    .flatMap(file -> grid(root, file).stream())
                    .sorted(Comparator.comparingLong(SampleGrid::at)
                            .thenComparing(SampleGrid::path)
                            .reversed())
                    .limit(MOST)
                    .toList();
        } catch (UncheckedIOException cause) {
            throw cause.getCause();
        }
    }

    /** The bytes of one grid; nothing for a path that is not one of {@link #samples()}, wherever it points. */
    public Optional<byte[]> sample(String path) throws IOException {
        Optional<Path> file = inside(path);
        return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
    }

    /** Compares real paths, so that neither dots nor links lead out of the folder. */
    private Optional<Path> inside(String path) throws IOException {
        try {
            Path file = samplesRoot().resolve(path);
            boolean shown =
                    isPng(file) && file.toRealPath().startsWith(samplesRoot().toRealPath());
            return shown ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    private Path samplesRoot() {
        return directory.resolve("samples");
    }

    private static boolean isPng(Path file) {
        return file.toString().endsWith(".png") && Files.isRegularFile(file);
    }

    /** Nothing for a file that went while the folder was read. */
    private static Optional<SampleGrid> grid(Path root, Path file) {
        try {
            String path = root.relativize(file).toString().replace('\\', '/');
            long at = Files.getLastModifiedTime(file).toMillis();
            return Optional.of(new SampleGrid(path, step(path), Files.size(file), at));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<Long> step(String path) {
        Matcher number = LAST_NUMBER.matcher(path);
        return number.find() ? Optional.of(Long.parseLong(number.group(1))) : Optional.empty();
    }
}
