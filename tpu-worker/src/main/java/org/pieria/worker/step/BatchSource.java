package org.pieria.worker.step;

import java.util.Map;

/** What a slice is fed, as a pure function of step and slice. Called by several threads at once. */
@FunctionalInterface
public interface BatchSource {

    /**
     * The feeds of one slice by name.
     *
     * @param step counts from 1
     * @param slice 0 to slices - 1
     */
    Map<String, HostTensor> slice(long step, int slice);
}
