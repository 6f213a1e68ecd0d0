package org.pieria.worker.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes the demonstration set as WebDataset shards, which training then reads as it reads anybody's. */
public final class EmojiShards {

    /** Samples in one shard. */
    static final int SHARD = 500;

    private static final ObjectMapper JSON = new ObjectMapper();

    private EmojiShards() {}

    /**
     * Makes sure that a directory holds the shards. One that exists is complete and is left alone: the shards are written
     * beside it and take its name last, so an interrupted preparation is simply done again. Several processes may prepare
     * the same directory at once; one of them wins, all have equal bytes.
     *
     * @param out the directory of shards
     * @param progress hears of every written sample
     * @return {@code out}
     * @throws IOException when the art is missing or the disk refuses
     */
    public static Path prepare(Path out, Progress progress) throws IOException {
        if (Files.isDirectory(out)) {
            return out;
        }
        Path parent = Files.createDirectories(out.toAbsolutePath().getParent());
        Path unfinished = Files.createDirectory(Unfinished.beside(parent.resolve(out.getFileName())));
        try {
            write(unfinished, NotoEmoji.load(), progress);
            publish(unfinished, out);
        } finally {
            delete(unfinished);
        }
        return out;
    }

    private static void write(Path directory, NotoEmoji emoji, Progress progress) throws IOException {
        List<Emoji> all = emoji.all();
        for (int from = 0; from < all.size(); from += SHARD) {
            int to = Math.min(from + SHARD, all.size());
            try (ShardWriter shard = new ShardWriter(directory.resolve(ShardWriter.name(from / SHARD)))) {
                for (int i = from; i < to; i++) {
                    add(shard, emoji, all.get(i));
                    progress.at(i + 1, all.size());
                }
            }
        }
    }

    private static void add(ShardWriter shard, NotoEmoji art, Emoji emoji) throws IOException {
        byte[] rgb = Pictures.square(art.picture(emoji), NotoEmoji.SIDE);
        shard.add(emoji.codePoints() + ".json", JSON.writeValueAsBytes(details(emoji)));
        shard.add(emoji.codePoints() + ".png", StoredPng.encode(rgb, NotoEmoji.SIDE));
        shard.add(emoji.codePoints() + ".txt", emoji.caption().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode details(Emoji emoji) {
        ObjectNode json = JSON.createObjectNode();
        json.put("description", emoji.description());
        emoji.keywords().forEach(json.putArray("keywords")::add);
        json.put("category", emoji.category());
        json.put("concept", emoji.concept());
        json.put("skinTone", emoji.hasSkinTone());
        return json;
    }

    private static void publish(Path unfinished, Path out) throws IOException {
        try {
            Files.move(unfinished, out);
        } catch (FileSystemException failure) {
            // Another process was faster: its shards have the same bytes.
            if (!Files.isDirectory(out)) {
                throw failure;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
