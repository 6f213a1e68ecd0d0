package org.pieria.checkpointing.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads and writes JSON strictly: no duplicate names, nothing after the end, the same text on every platform. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private Json() {}

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads one JSON object.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON: " + malformed.getOriginalMessage(), malformed);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    /** One line of text. */
    public static String compact(JsonNode node) {
        return node.toString();
    }

    /** Text for readers: one name a line, lines end in a line feed on every platform. */
    public static String pretty(JsonNode node) {
        try {
            return MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENTER))
                    .writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree that cannot be written", impossible);
        }
    }
}
