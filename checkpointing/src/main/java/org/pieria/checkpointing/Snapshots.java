package org.pieria.checkpointing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Snapshots that are open together and closed together. */
final class Snapshots implements AutoCloseable {

    private final List<Snapshot> open = new ArrayList<>();

    void add(Snapshot snapshot) {
        open.add(snapshot);
    }

    List<Snapshot> oldToNew() {
        return List.copyOf(open);
    }

    @Override
    public void close() throws IOException {
        for (Snapshot snapshot : open) {
            snapshot.close();
        }
    }
}
