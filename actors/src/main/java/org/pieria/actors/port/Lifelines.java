package org.pieria.actors.port;

import java.util.function.Consumer;

/**
 * Connections to the processes of workers, held for one purpose: to hear at once when a process ends or hangs. Membership of
 * the cluster takes seconds to notice what a broken connection tells in milliseconds.
 */
public interface Lifelines extends AutoCloseable {

    /** Lines that never break: for where processes cannot end alone. */
    static Lifelines unbreakable() {
        return new Lifelines() {

            @Override
            public void hold(String address, Consumer<Break> broken) {}

            @Override
            public void close() {}
        };
    }

    /**
     * Why a line broke.
     *
     * @param ended whether the process is known to have ended; else it may hang, or be cut off
     */
    record Break(boolean ended, String reason) {}

    /**
     * Holds a line to a process.
     *
     * @param address its {@link HostReport#stateAddress}
     * @param broken told once why the line broke, on a thread of the lines; after that nothing is held
     */
    void hold(String address, Consumer<Break> broken);

    @Override
    void close();
}
