package org.pieria.worker.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a directory of shards once, from end to end, to find out what can be trained on. Uses all cores.
 *
 * @param directory holds the shards, {@code *.tar}
 * @param maxCaption characters to which captions are cut
 * @param progress hears of every examined sample
 */
record ShardIndexer(Path directory, int maxCaption, Progress progress) {

    private static final int SHOWN = 3;

    /**
     * The shards of a directory by name.
     *
     * @throws IllegalArgumentException when there are none
     */
    static List<Path> shards(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("data.source must be \"" + DataConfig.EMOJI
                    + "\" or a directory of WebDataset shards, but there is no directory " + directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> shards = files.filter(
                            file -> name(file).endsWith(".tar") && !name(file).startsWith("."))
                    .sorted()
                    .toList();
            if (shards.isEmpty()) {
                throw new IllegalArgumentException("the data directory " + directory
                        + " holds no *.tar; put WebDataset shards there (not compressed), or name another directory");
            }
            return shards;
        } catch (IOException | UncheckedIOException failure) {
            throw new IllegalArgumentException(
                    "the data directory " + directory + " cannot be listed: " + failure, failure);
        }
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Examines every sample of every shard.
     *
     * @throws IllegalArgumentException when a shard cannot be read, or not one sample can be used
     */
    ShardIndex index() {
        List<Path> shards = shards(directory);
        List<List<SampleFiles>> listed = new ArrayList<>();
        for (Path shard : shards) {
            listed.add(SampleFiles.in(shard, listed.size()));
        }
        Count count = new Count(progress, listed.stream().mapToInt(List::size).sum());
        List<SampleExam.Finding> findings = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            findings.addAll(examine(shards.get(i), listed.get(i), count));
        }
        return index(shards, findings);
    }

    private List<SampleExam.Finding> examine(Path shard, List<SampleFiles> samples, Count count) {
        try (ShardFile file = new ShardFile(shard)) {
            SampleExam exam = new SampleExam(file, name(shard), maxCaption);
            return samples.parallelStream()
                    .map(sample -> examine(exam, sample, count))
                    .toList();
        } catch (IOException | UncheckedIOException failure) {
            throw SampleFiles.unreadable(shard, failure);
        }
    }

    private static SampleExam.Finding examine(SampleExam exam, SampleFiles sample, Count count) {
        try {
            SampleExam.Finding finding = exam.examine(sample);
            count.one();
            return finding;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
    }

    private ShardIndex index(List<Path> shards, List<SampleExam.Finding> findings) {
        List<Sample> samples = findings.stream()
                .map(SampleExam.Finding::sample)
                .filter(Objects::nonNull)
                .toList();
        List<Skipped> skipped = findings.stream()
                .map(SampleExam.Finding::skipped)
                .filter(Objects::nonNull)
                .toList();
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no sample in " + directory + " can be used; the first of "
                    + skipped.size() + " skipped: "
                    + skipped.stream().limit(SHOWN).map(Skipped::toString).collect(Collectors.joining("; ")));
        }
        int cut = (int) findings.stream().filter(SampleExam.Finding::cut).count();
        return ShardIndex.of(shards.stream().map(ShardIndexer::name).toList(), samples, skipped, cut);
    }
}
