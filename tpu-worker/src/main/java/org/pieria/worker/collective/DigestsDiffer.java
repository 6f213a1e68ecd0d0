package org.pieria.worker.collective;

import java.util.Map;

/** The ranks of a generation do not stand at the same state; no rank finishes the step. */
public final class DigestsDiffer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, String> byRank;

    public DigestsDiffer(long step, Map<Integer, String> byRank) {
        super("the ranks differ before step " + step + ": " + byRank);
        this.byRank = Map.copyOf(byRank);
    }

    public Map<Integer, String> byRank() {
        return byRank;
    }
}
