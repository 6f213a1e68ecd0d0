package org.pieria.cluster.report;

import java.util.SortedMap;
import java.util.TreeMap;
import org.pieria.actors.view.ClusterView;

/** What a run ran on, by name. */
public final class Versions {

    /** Of this build. */
    public static final String PIERIA = "0.1.0";

    private Versions() {}

    /** Of this process and, as far as they say it, of the workers. */
    static SortedMap<String, String> of(ClusterView view) {
        SortedMap<String, String> versions = new TreeMap<>();
        view.workers().forEach(worker -> versions.putAll(worker.host().versions()));
        versions.put("pieria", PIERIA);
        versions.put("java", System.getProperty("java.version"));
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }
}
