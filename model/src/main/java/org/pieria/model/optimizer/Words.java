package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The options of an optimizer's section, with messages that name the key, the value and what is possible. */
final class Words {

    private Words() {}

    /** The constant whose name in lower case, with dashes, is the value of a key of {@code adafactor}. */
    static <E extends Enum<E>> E choice(Config section, String key, Class<E> kind) {
        String value = section.getString(key);
        List<String> known =
                Arrays.stream(kind.getEnumConstants()).map(Words::of).toList();
        int place = known.indexOf(value);
        require(place >= 0, "adafactor." + key + " must be one of " + String.join(", ", known), value);
        return kind.getEnumConstants()[place];
    }

    static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }

    private static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
