package org.pieria.actors.port;

/** Where a member of a generation takes its state from. */
public sealed interface Origin {

    /** The state before step 1, a function of the seed. */
    enum Beginning implements Origin {
        INSTANCE
    }

    /**
     * A checkpoint.
     *
     * @param path of its directory inside the run directory
     */
    record Checkpoint(String path) implements Origin {}

    /**
     * What a member holds in memory, wherever it stands, and the steps that it makes from there on: for a worker that is no
     * member yet. Where that fails the worker begins at the beginning, since a join hands it the state in any case.
     *
     * @param donor the member's address for its state
     */
    record Following(String donor) implements Origin {}

    /**
     * What a member holds in memory. Whoever stands there keeps its state, the others take it from that member; nobody
     * reads a disk.
     *
     * @param standing where the state stands; its phase is the assignment's
     * @param donor the rank of a member that stands there
     */
    record Memory(Standing standing, int donor) implements Origin {

        public Memory {
            if (donor < 0) {
                throw new IllegalArgumentException("a donor's rank must not be negative, got " + donor);
            }
        }
    }
}
