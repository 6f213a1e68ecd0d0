package org.pieria.worker.handover;

import org.pieria.actors.port.Standing;
import org.pieria.worker.bundle.Bundle;

/**
 * A step that another host applied.
 *
 * @param standing where the state stands after it
 * @param sum of its bundles, which leads there from the state before
 * @param behind how many further steps it had applied when it sent this one
 */
public record Followed(Standing standing, Bundle sum, int behind) {

    Followed behind(int steps) {
        return new Followed(standing, sum, steps);
    }
}
