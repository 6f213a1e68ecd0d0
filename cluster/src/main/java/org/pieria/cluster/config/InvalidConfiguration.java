package org.pieria.cluster.config;

import java.util.List;

/** Everything that is wrong with a configuration, at once, each problem with its origin. */
public final class InvalidConfiguration extends RuntimeException {

    private final List<String> problems;

    InvalidConfiguration(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each: origin, colon, problem. */
    public List<String> problems() {
        return problems;
    }
}
