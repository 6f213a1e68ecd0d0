package org.pieria.actors.view;

import java.util.Map;
import org.pieria.actors.port.HostReport;

/**
 * One worker as the coordinator sees it.
 *
 * @param state joined, preparing, running, lost or refused, with the reason after a colon
 * @param rank in the newest generation; -1 outside
 * @param step the last step it reported
 * @param seconds where the time of its last step went, by part
 */
public record WorkerView(HostReport host, String state, int rank, long step, Map<String, Double> seconds) {

    public WorkerView {
        seconds = Map.copyOf(seconds);
    }
}
