package org.pieria.cluster.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a key's value is, and how it reads in words. */
public enum ValueType {
    INTEGER("a whole number") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return number(raw).filter(ValueType::isWhole).map(BigDecimal::longValueExact);
        }
    },
    NUMBER("a number") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return number(raw).map(BigDecimal::doubleValue);
        }
    },
    NUMBER_OR_VARIANT("a number, or the word variant") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return raw instanceof String text && text.equals("variant") ? Optional.of(text) : NUMBER.read(raw);
        }
    },
    TEXT("a text") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return raw instanceof String || raw instanceof Number ? Optional.of(raw.toString()) : Optional.empty();
        }
    },
    FLAG("true or false") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return flag(raw);
        }
    },
    DURATION("a duration such as 500ms, 30s or 5m") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return raw == null ? Optional.empty() : duration(raw);
        }
    },
    INTEGERS("a list of whole numbers such as [1, 2, 2]") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return list(raw, INTEGER);
        }
    },
    TEXTS("a list of texts such as [\"a\", \"b\"]") {
        @Override
        Optional<Object> read(@Nullable Object raw) {
            return list(raw, TEXT);
        }
    };

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** The value as Long, Double, String, Boolean, Duration or List; empty if it is something else. */
    abstract Optional<Object> read(@Nullable Object raw);

    final Optional<Object> read(ConfigValue value) {
        return read(value.unwrapped());
    }

    /** For messages: {@code a whole number}. */
    public String words() {
        return words;
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(1L << 53)) <= 0;
    }

    private static Optional<BigDecimal> number(@Nullable Object raw) {
        if (!(raw instanceof Number || raw instanceof String)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(raw.toString()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> flag(@Nullable Object raw) {
        if (raw instanceof Boolean) {
            return Optional.of(raw);
        }
        return Optional.ofNullable(Map.of("true", true, "false", false).get(String.valueOf(raw)));
    }

    private static Optional<Object> duration(Object raw) {
        try {
            Duration read = ConfigValueFactory.fromAnyRef(raw).atKey("d").getDuration("d");
            return Optional.of(read);
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> list(@Nullable Object raw, ValueType element) {
        if (!(raw instanceof List<?> values)) {
            return Optional.empty();
        }
        List<Object> read =
                values.stream().flatMap(value -> element.read(value).stream()).collect(Collectors.toList());
        return read.size() == values.size() ? Optional.of(read) : Optional.empty();
    }
}
