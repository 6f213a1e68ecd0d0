package org.pieria.cluster.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One text per value, however it was written: {@code 1e-3}, {@code 0.001} and {@code 1.0E-3} are the same learning rate. */
final class Rendering {

    private Rendering() {}

    /** As JSON on one line, as it was written. */
    static String of(ConfigValue value) {
        return value.render(ConfigRenderOptions.concise());
    }

    /** The same text for equal values of the key's type. */
    static String canonical(Key key, ConfigValue value) {
        Optional<Object> read = key.type().read(value);
        return read.map(Rendering::text).orElseGet(() -> of(value));
    }

    private static String text(Object value) {
        if (value instanceof List<?> values) {
            return values.stream().map(Rendering::text).collect(Collectors.joining(",", "[", "]"));
        }
        return value.toString();
    }
}
