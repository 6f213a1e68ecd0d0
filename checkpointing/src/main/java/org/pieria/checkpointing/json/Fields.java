package org.pieria.checkpointing.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The members of a JSON object, each of the type that is asked for.
 *
 * <p>Every query throws {@link IllegalArgumentException}, naming the member, when it is missing or of another type.
 *
 * @param object what is read
 */
public record Fields(JsonNode object) {

    public Fields {
        if (!object.isObject()) {
            throw new IllegalArgumentException("expected an object, got " + object);
        }
    }

    public String text(String name) {
        return require(name, "a string", JsonNode::isTextual).textValue();
    }

    public long number(String name) {
        return require(name, "an integer of 64 bits", Fields::isLong).longValue();
    }

    public boolean flag(String name) {
        return require(name, "true or false", JsonNode::isBoolean).booleanValue();
    }

    /** The elements of an array. */
    public List<JsonNode> elements(String name) {
        List<JsonNode> elements = new ArrayList<>();
        require(name, "an array", JsonNode::isArray).forEach(elements::add);
        return elements;
    }

    /** An array of integers. */
    public List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            check(isLong(element), name, "integers of 64 bits", element);
            numbers.add(element.longValue());
        }
        return numbers;
    }

    /** An array of strings. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            check(element.isTextual(), name, "strings", element);
            texts.add(element.textValue());
        }
        return texts;
    }

    /** An object whose members are strings, by name. */
    public Map<String, String> map(String name) {
        Map<String, String> map = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member :
                require(name, "an object", JsonNode::isObject).properties()) {
            check(member.getValue().isTextual(), name, "strings", member.getValue());
            map.put(member.getKey(), member.getValue().textValue());
        }
        return map;
    }

    /** Writes a map as an object with its names in order. */
    public static ObjectNode objectOf(Map<String, String> map) {
        ObjectNode object = Json.object();
        new TreeMap<>(map).forEach(object::put);
        return object;
    }

    private JsonNode require(String name, String type, Predicate<JsonNode> test) {
        JsonNode node = object.path(name);
        check(test.test(node), name, type, node);
        return node;
    }

    private static boolean isLong(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static void check(boolean ok, String name, String type, JsonNode got) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" must be " + type + ", got " + (got.isMissingNode() ? "nothing" : got));
        }
    }
}
