package org.pieria.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.util.List;

/** Reads {@code --set key=value}; later ones win over earlier ones. */
final class Assignments {

    private Assignments() {}

    /** What can be read; the rest is added to the problems. */
    static Config read(List<String> assignments, List<String> problems) {
        Config read = ConfigFactory.empty();
        for (String assignment : assignments) {
            read = readOne(assignment, problems).withFallback(read);
        }
        return read;
    }

    private static Config readOne(String assignment, List<String> problems) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            problems.add(Origin.SET + assignment + ": expected key=value, for example --set phases.base.steps=200");
            return ConfigFactory.empty();
        }
        String path = withoutRoot(assignment.substring(0, equals).strip());
        return parse(path, assignment.substring(equals + 1).strip(), problems);
    }

    private static Config parse(String path, String value, List<String> problems) {
        ConfigParseOptions origin = ConfigParseOptions.defaults().setOriginDescription(Origin.SET + path);
        try {
            return ConfigFactory.parseString("pieria." + path + " = " + hocon(path, value), origin);
        } catch (ConfigException e) {
            problems.add(
                    Origin.SET + path + ": cannot read " + value + " as HOCON; quote a text with special characters");
            return ConfigFactory.empty();
        }
    }

    /** A text needs no quotes, whatever it contains: {@code --set cluster.until=base:100}. */
    private static String hocon(String path, String value) {
        boolean text = KeyTable.pieria().key(path).stream().anyMatch(key -> key.type() == ValueType.TEXT);
        boolean plain = text && !value.startsWith("\"") && !value.startsWith("${");
        return plain ? ConfigUtil.quoteString(value) : value;
    }

    private static String withoutRoot(String path) {
        return path.startsWith("pieria.") ? path.substring("pieria.".length()) : path;
    }
}
