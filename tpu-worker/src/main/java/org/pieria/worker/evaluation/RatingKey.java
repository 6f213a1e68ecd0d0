package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pieria.checkpointing.json.Json;

/**
 * Which side of each pair of a rating page is ours. Raters must not see it.
 *
 * @param page what votes name the page by
 * @param pairs in the order of the page
 */
record RatingKey(String page, List<Pair> pairs) {

    RatingKey {
        pairs = List.copyOf(pairs);
    }

    /** One caption's two pictures. */
    record Pair(int number, String category, boolean oursIsLeft) {}

    void write(Path file) throws IOException {
        ObjectNode root = Json.object().put("page", page);
        ArrayNode array = root.putArray("pairs");
        pairs.forEach(pair -> array.addObject()
                .put("number", pair.number())
                .put("category", pair.category())
                .put("ours", pair.oursIsLeft() ? "left" : "right"));
        Files.writeString(file, Json.pretty(root) + "\n");
    }

    static RatingKey read(Path file) throws IOException {
        ObjectNode root = json(file, "key");
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : root.path("pairs")) {
            pairs.add(new Pair(
                    pair.path("number").asInt(),
                    pair.path("category").asText(),
                    pair.path("ours").asText().equals("left")));
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(file + " is no key of a rating page; --side-by-side writes one");
        }
        return new RatingKey(root.path("page").asText(), pairs);
    }

    static ObjectNode json(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file of the " + what + " " + file);
        }
        try {
            return Json.parse(Files.readString(file));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(file + ": " + broken.getMessage(), broken);
        }
    }
}
