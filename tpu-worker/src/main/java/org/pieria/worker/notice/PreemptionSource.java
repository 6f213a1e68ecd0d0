package org.pieria.worker.notice;

import java.util.function.Consumer;

/** Tells when the host is about to be taken away. */
@FunctionalInterface
public interface PreemptionSource {

    /** Where nobody takes hosts away. */
    PreemptionSource NONE = notice -> {};

    /**
     * Watches for as long as the process lives.
     *
     * @param notice told once, in words, on a thread of the source
     */
    void watch(Consumer<String> notice);
}
