package org.pieria.worker.collective;

import java.util.List;
import org.pieria.worker.bundle.Bundle;

/**
 * Sums the bundles of all slices of a step over the ranks of one generation, along one binary tree over the slices that is
 * the same for every number of ranks, so that the sum has the same bits for all of them. (Which NaN stands for a NaN is left
 * to the processor.)
 *
 * <p>One step at a time; between steps the peers are attended to by a thread of the collective's own. A call that failed ends
 * the generation on this rank: later calls fail too.
 */
public interface Collective extends AutoCloseable {

    /**
     * Takes part in one step. Blocks until the sum is there.
     *
     * @param step the step that is being computed
     * @param digest the digest of this rank's state before the step, at most 64 ASCII characters; compared between all ranks
     * @param slices the bundles of this rank's own slices, in slice order; overwritten, and the caller's again afterwards
     * @param sum where the sum over all slices is written; not to be changed before the next call or {@link #close}, since
     *     peers may ask for parts of it until then
     * @throws DigestsDiffer when the ranks do not stand at the same state
     * @throws org.pieria.actors.port.StepInterrupted when the generation was ended or a peer was lost or late
     */
    void allReduce(long step, String digest, List<Bundle> slices, Bundle sum);

    /** Ends every wait, now and later, with {@code StepInterrupted}. Any thread. */
    void interrupt(String reason);

    /** Leaves the generation; ends a wait as {@link #interrupt} does. Twice is once. Any thread. */
    @Override
    void close();
}
