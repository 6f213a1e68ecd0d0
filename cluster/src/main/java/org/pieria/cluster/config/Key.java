package org.pieria.cluster.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/**
 * One key that Pieria knows.
 *
 * @param path without the leading {@code pieria.}
 * @param unit of the value, in words; empty if it has none
 */
public record Key(String path, ValueType type, Rule rule, String unit) {

    /** Whether it decides the bits of a run. */
    public Kind kind() {
        return Kind.of(path);
    }

    /** Whether its value must not be shown. */
    public boolean secret() {
        return path.equals("http.token");
    }

    /** What is wrong with a value, in words without its origin. */
    Optional<String> problem(ConfigValue value) {
        Optional<Object> read = type.read(value);
        if (read.isEmpty()) {
            return Optional.of(path + " must be " + type.words() + ", got " + shown(value));
        }
        return rule.test().test(read.get())
                ? Optional.empty()
                : Optional.of(path + " must be " + rule.words() + inUnit() + ", got " + shown(value));
    }

    /** The value for a person: JSON, or stars for a secret. */
    String shown(ConfigValue value) {
        return secret() && !value.unwrapped().equals("") ? "\"***\"" : Rendering.of(value);
    }

    private String inUnit() {
        return unit.isEmpty() ? "" : " (" + unit + ")";
    }
}
