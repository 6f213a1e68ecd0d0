package org.pieria.worker.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index beside its shards, so that only the first start reads all of the data. The file counts as long as names,
 * sizes and times of the shards are those it was made from, and its samples match their digest.
 */
record ShardIndexCache(ShardIndexer indexer) {

    static final String FILE = ".pieria-index.json";

    /** Counts up when {@link ShardIndex} or the rules of {@link SampleExam} change. */
    private static final int FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ShardIndexCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The index and what it was made from. */
    private record Kept(List<String> madeFrom, ShardIndex index) {

        Kept {
            madeFrom = List.copyOf(madeFrom);
        }
    }

    ShardIndex index() {
        List<String> madeFrom = madeFrom();
        Path file = indexer.directory().resolve(FILE);
        if (Files.isReadable(file)) {
            try {
                Kept kept = JSON.readValue(file.toFile(), Kept.class);
                if (kept.madeFrom.equals(madeFrom)) {
                    return kept.index;
                }
            } catch (IOException damaged) {
                LOG.warn("The index {} is damaged and will be made again: {}", file, reason(damaged));
            }
        }
        return indexAndKeep(file, madeFrom);
    }

    private ShardIndex indexAndKeep(Path file, List<String> madeFrom) {
        ShardIndex index = indexer.index();
        try {
            Unfinished.publish(file, JSON.writeValueAsBytes(new Kept(madeFrom, index)));
        } catch (IOException refused) {
            LOG.info(
                    "The index of {} cannot be kept beside it, so each start reads all of it: {}",
                    file,
                    refused.toString());
        }
        return index;
    }

    private List<String> madeFrom() {
        List<String> from = new ArrayList<>();
        from.add("format " + FORMAT + ", captions of " + indexer.maxCaption());
        for (Path shard : ShardIndexer.shards(indexer.directory())) {
            from.add(ShardIndexer.name(shard) + " " + stamp(shard));
        }
        return from;
    }

    private static String stamp(Path shard) {
        try {
            return Files.size(shard) + " " + Files.getLastModifiedTime(shard);
        } catch (IOException failure) {
            throw new IllegalArgumentException("shard " + shard + " cannot be opened: " + failure, failure);
        }
    }

    private static String reason(IOException damaged) {
        return damaged instanceof JacksonException json
                ? String.valueOf(json.getOriginalMessage())
                : damaged.toString();
    }
}
