package org.pieria.worker.collective;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of the media driver, replaced when it has lost its driver: after a long stop of this process, for instance. */
final class DriverClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriverClient.class);
    /** No generation's stream is negative. */
    private static final int ANCHOR_STREAM = -1;

    private final Wiring wiring;
    private final String directory;
    private Aeron aeron;

    /**
     * Connects.
     *
     * @throws IllegalStateException when no driver answers
     */
    DriverClient(Wiring wiring, String directory) {
        this.wiring = wiring;
        this.directory = directory;
        this.aeron = connect();
    }

    /** The client, connected anew if need be. */
    Aeron aeron() {
        if (aeron.isClosed()) {
            LOG.warn("the media driver of {} was lost; connecting anew", directory);
            aeron = connect();
        }
        return aeron;
    }

    private Aeron connect() {
        // Aeron would wait for the file for ten seconds; whoever configures a directory has started its driver before.
        if (!CommonContext.newCncFile(directory).exists()) {
            throw noDriver(null);
        }
        try {
            Aeron client = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(directory)
                    .idleStrategy(new SleepingMillisIdleStrategy(4))
                    .errorHandler(error -> LOG.warn("media driver client of {}", directory, error)));
            anchor(client);
            return client;
        } catch (AeronException e) {
            throw noDriver(e);
        }
    }

    private IllegalStateException noDriver(@Nullable AeronException cause) {
        return new IllegalStateException(
                "no media driver answers in " + directory
                        + "; start one there, or leave pieria.workers.data-directory empty for an embedded one",
                cause);
    }

    /** Between hosts the address must stay ours between generations too, so something always listens there. */
    private void anchor(Aeron client) {
        if (!wiring.config().isIpc()) {
            client.addSubscription(wiring.channel(wiring.address(), 1), ANCHOR_STREAM);
        }
    }

    @Override
    public void close() {
        CloseHelper.quietClose(aeron);
    }
}
