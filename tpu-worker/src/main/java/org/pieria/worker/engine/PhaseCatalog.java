package org.pieria.worker.engine;

import org.pieria.actors.port.Assignment;

/** Makes the phase that an assignment names; reads what it needs of the data set and of earlier phases. May block. */
@FunctionalInterface
public interface PhaseCatalog {
    Phase open(Assignment assignment);
}
