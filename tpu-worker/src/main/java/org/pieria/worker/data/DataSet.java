package org.pieria.worker.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Captioned images in shards, readable in any order by any number of threads. What it holds was decided when it was
 * indexed; a file that cannot be read later is an error, never a sample left out.
 */
public final class DataSet implements AutoCloseable {

    private final ShardIndex index;
    private final List<ShardFile> shards;

    private DataSet(ShardIndex index, List<ShardFile> shards) {
        this.index = index;
        this.shards = shards;
    }

    /**
     * Opens what a configuration names, preparing the demonstration set at its first use.
     *
     * @param demonstration the directory that holds, or will hold, the shards of the demonstration set
     * @param progress hears of preparing, then of indexing, each from the start
     * @throws IllegalArgumentException with a message for the user when the data cannot be used
     * @throws IOException when the demonstration set cannot be written
     */
    public static DataSet open(DataConfig config, Path demonstration, Progress progress) throws IOException {
        Path directory = config.source().equals(DataConfig.EMOJI)
                ? EmojiShards.prepare(demonstration, progress)
                : Path.of(config.source());
        return open(directory, config.maxCaptionCharacters(), progress);
    }

    /**
     * Opens a directory of WebDataset shards. The first time all of it is read, and the index is kept beside the shards
     * when the directory can be written to.
     *
     * @throws IllegalArgumentException with a message for the user when the directory, a shard or all samples are bad
     */
    public static DataSet open(Path directory, int maxCaptionCharacters, Progress progress) {
        ShardIndex index = new ShardIndexCache(new ShardIndexer(directory, maxCaptionCharacters, progress)).index();
        return new DataSet(
                index,
                index.shards().stream()
                        .map(name -> new ShardFile(directory.resolve(name)))
                        .toList());
    }

    /** What is in it, what was skipped, and its digest. */
    public ShardIndex index() {
        return index;
    }

    /** Number of samples, at least 1. */
    public int size() {
        return index.samples().size();
    }

    /** What is known of a sample, by its number from 0 to {@code size() - 1}. */
    public Sample sample(int number) {
        return index.samples().get(number);
    }

    /**
     * Reads and decodes one image.
     *
     * @param side pixels per side
     * @return [side, side, 3], row-major, sRGB bytes
     * @throws UncheckedIOException when the file cannot be read or is not what was indexed
     */
    public byte[] picture(int number, int side) {
        Sample sample = sample(number);
        try {
            return Pictures.square(shards.get(sample.shard()).read(sample.image()), side);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the image of sample " + sample.key() + " in shard "
                            + index.shards().get(sample.shard()) + " cannot be read: " + failure.getMessage(),
                    failure);
        }
    }

    /** Closes all shards. */
    @Override
    public void close() throws IOException {
        for (ShardFile shard : shards) {
            shard.close();
        }
    }
}
