package org.pieria.cluster.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Where a value was written, in the words of messages: {@code demo.conf:12}, {@code --set http.port}, {@code default}. */
final class Origin {

    static final String DEFAULT = "default";
    static final String SET = "--set ";

    private Origin() {}

    static String of(ConfigValue value) {
        return of(value.origin());
    }

    static String of(ConfigOrigin origin) {
        String description = withoutLine(origin.description());
        boolean file = !description.startsWith(SET) && !description.equals(DEFAULT);
        return file && origin.lineNumber() > 0 ? description + ":" + origin.lineNumber() : description;
    }

    static String ofNullable(@Nullable ConfigOrigin origin, String otherwise) {
        return origin == null ? otherwise : of(origin);
    }

    private static String withoutLine(String description) {
        return description.replaceFirst(": \\d+(-\\d+)?$", "");
    }
}
