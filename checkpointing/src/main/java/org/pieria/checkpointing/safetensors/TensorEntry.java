package org.pieria.checkpointing.safetensors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;

/**
 * Where a tensor lies in a safetensors file. Type, shape and range agree, or there is no such entry.
 *
 * @param name the checkpoint key
 * @param type of the elements
 * @param shape outermost dimension first; empty for a scalar
 * @param begin offset of the first byte, counted from the end of the header
 * @param end offset after the last byte
 */
public record TensorEntry(String name, TensorType type, List<Long> shape, long begin, long end) {

    public TensorEntry {
        shape = List.copyOf(shape);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "tensor \"" + name + "\" has the impossible range " + begin + " to " + end);
        }
        long needed = bytes(name, type, shape);
        if (end - begin != needed) {
            throw new IllegalArgumentException("tensor \"" + name + "\" of type " + type + " and shape " + shape
                    + " needs " + needed + " bytes, its range has " + (end - begin));
        }
    }

    /** How many elements the tensor has. */
    public long elements() {
        return (end - begin) / type.bytes();
    }

    /** The entry as it stands in a header, without its name. */
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("dtype", type.name());
        ArrayNode dimensions = json.putArray("shape");
        shape.forEach(dimensions::add);
        json.putArray("data_offsets").add(begin).add(end);
        return json;
    }

    static TensorEntry fromJson(String name, Fields json) {
        try {
            List<Long> range = json.numbers("data_offsets");
            if (range.size() != 2) {
                throw new IllegalArgumentException("\"data_offsets\" must be two integers, got " + range);
            }
            return new TensorEntry(name, type(json.text("dtype")), json.numbers("shape"), range.get(0), range.get(1));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("tensor \"" + name + "\": " + malformed.getMessage(), malformed);
        }
    }

    private static TensorType type(String name) {
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "the type \"" + name + "\" is not known; known are " + List.of(TensorType.values()));
    }

    private static long bytes(String name, TensorType type, List<Long> shape) {
        try {
            long bytes = type.bytes();
            for (long dimension : shape) {
                if (dimension < 0) {
                    throw new IllegalArgumentException(
                            "tensor \"" + name + "\" has the negative dimension " + dimension);
                }
                bytes = Math.multiplyExact(bytes, dimension);
            }
            return bytes;
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("tensor \"" + name + "\" is too large: shape " + shape, overflow);
        }
    }
}
