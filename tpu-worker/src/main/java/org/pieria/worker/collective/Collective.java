package org.pieria.worker.collective;

import java.util.List;

/**
 * Sums the bundles of all slices of a step over the ranks of one generation, along one binary tree over the slices that is
 * the same for every number of ranks, so that the sum has the same bits for all of them.
 */
public interface Collective extends AutoCloseable {

    /**
     * Takes part in one step. Blocks until the sum is there.
     *
     * @param step the step that is being computed
     * @param digest the digest of this rank's state before the step; compared between all ranks
     * @param slices the bundles of this rank's own slices, in slice order; their content may be overwritten
     * @param sum where the sum over all slices is written
     * @throws DigestsDiffer when the ranks do not stand at the same state
     * @throws org.pieria.actors.port.StepInterrupted when the generation was ended or a peer was lost or late
     */
    void allReduce(long step, String digest, List<float[]> slices, float[] sum);

    /** Ends every wait, now and later, with {@code StepInterrupted}. Any thread. */
    void interrupt(String reason);

    @Override
    void close();
}
