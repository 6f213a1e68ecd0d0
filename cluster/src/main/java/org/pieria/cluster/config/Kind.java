package org.pieria.cluster.config;

import java.util.Locale;
import java.util.Set;

/** Whether a key decides the bits of a run. */
public enum Kind {
    /** Changes bits: fixed for a run directory. */
    CONTRACT,
    /** Changes where, how often and how fast: free at every start. */
    OPERATIONAL;

    private static final Set<String> OPERATIONAL_SECTIONS =
            Set.of("cluster", "http", "checkpoints", "average", "evaluation", "workers");

    /** A place, where the digest of what lies there counts; and how often something is computed a second time. */
    private static final Set<String> OPERATIONAL_KEYS = Set.of("text.weights", "training.recheck-every");

    /** The kind of a key such as {@code http.port}; its first section decides, with few exceptions. */
    static Kind of(String path) {
        int dot = path.indexOf('.');
        String section = dot < 0 ? path : path.substring(0, dot);
        return OPERATIONAL_SECTIONS.contains(section) || OPERATIONAL_KEYS.contains(path) ? OPERATIONAL : CONTRACT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
