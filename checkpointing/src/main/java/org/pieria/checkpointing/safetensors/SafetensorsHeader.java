package org.pieria.checkpointing.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;

/**
 * What a safetensors file says about itself, checked: the tensors cover the data exactly, without gaps or overlaps.
 *
 * @param metadata free text by name
 * @param tensors in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorEntry> tensors) {

    /** The member that is not a tensor. */
    static final String METADATA = "__metadata__";

    SafetensorsHeader {
        metadata = Map.copyOf(metadata);
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads the header's text.
     *
     * @param dataBytes how many bytes follow the header
     * @throws IllegalArgumentException when it is malformed or does not fit the data
     */
    static SafetensorsHeader parse(byte[] text, long dataBytes) {
        Fields json = new Fields(Json.parse(decode(text)));
        Map<String, String> metadata = json.object().has(METADATA) ? json.map(METADATA) : Map.of();
        List<TensorEntry> tensors = tensors(json.object());
        checkCover(tensors, dataBytes);
        return new SafetensorsHeader(metadata, tensors);
    }

    private static List<TensorEntry> tensors(JsonNode json) {
        List<TensorEntry> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!member.getKey().equals(METADATA)) {
                tensors.add(TensorEntry.fromJson(member.getKey(), new Fields(member.getValue())));
            }
        }
        tensors.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        return tensors;
    }

    private static void checkCover(List<TensorEntry> tensors, long dataBytes) {
        long covered = 0;
        for (TensorEntry tensor : tensors) {
            if (tensor.begin() != covered) {
                throw new IllegalArgumentException("tensor \"" + tensor.name() + "\" begins at " + tensor.begin()
                        + (tensor.begin() < covered ? " and overlaps" : " and leaves a gap after")
                        + " the one before, which ends at " + covered);
            }
            covered = tensor.end();
        }
        if (covered != dataBytes) {
            throw new IllegalArgumentException("the tensors need " + covered + " bytes, the file holds " + dataBytes);
        }
    }

    /** UTF-8 and nothing else: a JSON reader left to itself guesses the encoding. */
    private static String decode(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("the header is not UTF-8", malformed);
        }
    }
}
