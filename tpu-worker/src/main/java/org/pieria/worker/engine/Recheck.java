package org.pieria.worker.engine;

import java.util.List;
import java.util.Optional;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.step.SliceBlock;

/**
 * Which slice of a step two ranks compute, so that wrong arithmetic is found as well as wrong memory. Every rank knows by
 * itself: it follows from seed, phase, step and generation alone. The training's bits do not depend on it.
 *
 * @param slice counted over the whole batch
 * @param owner the rank whose slice it is
 * @param checker the rank that computes it once more; the same where there is only one
 */
record Recheck(int slice, int owner, int checker) {

    /**
     * A host's idea of when it is time.
     *
     * @param every so many steps; 0: never
     * @param random of the run
     */
    record Rhythm(long every, CounterRandom random) {

        /** What is computed twice in a step; in another generation the same slice may have another checker. */
        Optional<Recheck> at(long step, long generation, List<SliceBlock> blocks) {
            if (every == 0 || step % every != 0) {
                return Optional.empty();
            }
            int slices = blocks.get(blocks.size() - 1).to();
            int slice = random.at("recheck").at(step).below(0, slices);
            int owner = 0;
            while (blocks.get(owner).to() <= slice) {
                owner++;
            }
            return Optional.of(new Recheck(slice, owner, checker(owner, blocks.size(), generation)));
        }

        private static int checker(int owner, int ranks, long generation) {
            int others = ranks - 1;
            return others == 0 ? owner : (owner + 1 + Math.floorMod(generation, others)) % ranks;
        }
    }
}
