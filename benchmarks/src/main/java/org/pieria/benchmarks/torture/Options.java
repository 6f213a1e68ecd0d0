package org.pieria.benchmarks.torture;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person asked for: a form of torture and {@code --name value} pairs.
 *
 * @param given by name, without the dashes
 */
record Options(String form, Map<String, String> given) {

    private static final Set<String> KNOWN = Set.of(
            "seed",
            "workers",
            "coordinators",
            "kills",
            "every",
            "minutes",
            "faults",
            "steps",
            "sizes",
            "rounds",
            "labels",
            "transport",
            "undisturbed",
            "out");

    Options {
        given = Map.copyOf(given);
    }

    /** Reads a command line; what is not known is refused with a list of what is. */
    static Options parse(String... arguments) {
        if (arguments.length == 0 || arguments.length % 2 == 0) {
            throw new IllegalArgumentException(
                    "expected a form of torture and pairs of --name value, got: " + String.join(" ", arguments));
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            given.put(name(arguments[i]), arguments[i + 1]);
        }
        return new Options(arguments[0], given);
    }

    private static String name(String argument) {
        String name = argument.startsWith("--") ? argument.substring(2) : "";
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("'" + argument + "' is no option; there are --"
                    + String.join(" --", KNOWN.stream().sorted().toList()));
        }
        return name;
    }

    int count(String name, int otherwise) {
        return Math.toIntExact(Math.round(number(name, otherwise)));
    }

    double number(String name, double otherwise) {
        String value = given.get(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a number, got '" + value + "'", e);
        }
    }

    List<String> words(String name, String otherwise) {
        return List.of(given.getOrDefault(name, otherwise).split(",", -1));
    }

    /** What every random choice follows from. */
    long seed() {
        return Math.round(number("seed", 1));
    }

    /** The run directory of the undisturbed run, which may be there from before. */
    Path undisturbed() {
        Path own = out().resolve("undisturbed");
        return Path.of(given.getOrDefault("undisturbed", own.toString()))
                .toAbsolutePath()
                .normalize();
    }

    /** The folder that takes the run directories and the raw figures. */
    Path out() {
        return Path.of(given.getOrDefault("out", "torture-" + form))
                .toAbsolutePath()
                .normalize();
    }
}
