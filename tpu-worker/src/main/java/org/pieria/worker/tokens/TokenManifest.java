package org.pieria.worker.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pieria.checkpointing.digest.Sha256;

/** Reads the tokenised data set by its manifest, which lists every shard's path and SHA-256. Any thread. */
public final class TokenManifest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final int samples;
    private final Map<String, TokenSet> byContent = new ConcurrentHashMap<>();

    /**
     * Reads inside a run directory.
     *
     * @param samples in the data set
     */
    public TokenManifest(Path directory, int samples) {
        this.directory = directory;
        this.samples = samples;
    }

    /** The data set of a manifest, a path inside the run directory; kept in memory for the next asking. */
    public TokenSet read(String manifest) {
        try {
            return byContent.computeIfAbsent(Files.readString(directory.resolve(manifest)), this::load);
        } catch (IOException e) {
            throw new UncheckedIOException("the token manifest " + manifest + " cannot be read", e);
        }
    }

    private TokenSet load(String manifest) {
        try {
            List<TokenisedSample> all = new ArrayList<>();
            for (Map.Entry<String, JsonNode> shard :
                    JSON.readTree(manifest).get("outputs").properties()) {
                all.addAll(verified(shard.getKey(), shard.getValue().asText()));
            }
            return new TokenSet(samples, all);
        } catch (IOException e) {
            throw new UncheckedIOException("a token shard cannot be read: " + e.getMessage(), e);
        }
    }

    private List<TokenisedSample> verified(String path, String sha256) throws IOException {
        Path shard = directory.resolve(path);
        String found = Sha256.hex(shard);
        if (!found.equals(sha256)) {
            throw new IOException("token shard " + shard + " has SHA-256 " + found + ", its manifest says " + sha256
                    + ": remove it and records/tokens.json, and it is made again");
        }
        return TokenShard.read(shard);
    }
}
