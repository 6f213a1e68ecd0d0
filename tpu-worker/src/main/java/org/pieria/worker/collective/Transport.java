package org.pieria.worker.collective;

/** A host's end of one kind of network: where peers reach it, and a link for each generation. */
interface Transport extends AutoCloseable {

    /** Where peers reach this end; constant. */
    String address();

    /**
     * Refuses a generation in which this end is not where its rank is expected, or whose peers it cannot reach.
     *
     * @throws IllegalArgumentException naming the rank and the remedy
     */
    void requireReachable(Generation generation);

    /** Opens the link of a generation of at least two ranks; the link of an earlier one is closed by then. */
    Link open(Generation generation);

    @Override
    void close();
}
