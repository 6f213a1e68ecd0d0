package org.pieria.worker.engine;

import java.util.List;
import java.util.Optional;
import org.pieria.worker.step.SliceBlock;

/**
 * What one rank does in one step.
 *
 * @param block its slices
 * @param own the slice of its block whose bundle it tells the digest of
 * @param again the slice that it computes for the digest alone
 */
record Part(SliceBlock block, Optional<Integer> own, Optional<Integer> again) {

    /** A rank's part where everybody's block and what is computed twice is known. */
    static Part of(int rank, List<SliceBlock> blocks, Optional<Recheck> recheck) {
        return new Part(
                blocks.get(rank),
                recheck.filter(twice -> twice.owner() == rank).map(Recheck::slice),
                recheck.filter(twice -> twice.checker() == rank).map(Recheck::slice));
    }
}
