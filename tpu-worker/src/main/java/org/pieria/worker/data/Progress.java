package org.pieria.worker.data;

/** Hears how far a long preparation has come. Called by one thread at a time, in any of the working threads. */
@FunctionalInterface
public interface Progress {

    /** For callers who do not want to know. */
    Progress SILENT = (done, total) -> {};

    /** So many of so many samples are done. */
    void at(int done, int total);
}
