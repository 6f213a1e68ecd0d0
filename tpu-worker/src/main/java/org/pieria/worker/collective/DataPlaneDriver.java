package org.pieria.worker.collective;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.MappedByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.agrona.IoUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media driver that carries tensors, apart from the one that carries messages, so that heartbeats never queue behind
 * gradients. On one host the launcher runs one for all workers.
 */
public final class DataPlaneDriver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlaneDriver.class);
    private static final String PREFIX = "pieria-data-";
    private static final Duration HEARTBEAT_LOST = Duration.ofSeconds(10);
    private static final int SOCKET_BUFFER = 2 << 20;
    /** Enough cores to give the driver's sender and receiver one each. */
    private static final int MANY_CORES = 8;

    private final MediaDriver driver;

    private DataPlaneDriver(MediaDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts a driver for the workers of this host that are configured with the same directory. What a killed driver left
     * there is removed.
     *
     * @param directory best in memory, below /dev/shm
     * @throws IllegalStateException when a driver is running there
     */
    public static DataPlaneDriver start(Path directory) {
        return start(directory, ThreadingMode.SHARED);
    }

    /** Starts a driver for this process alone, with a new directory; those of killed processes are removed. */
    static DataPlaneDriver embedded(boolean betweenHosts) {
        boolean dedicated = betweenHosts && Runtime.getRuntime().availableProcessors() >= MANY_CORES;
        return start(newDirectory(), dedicated ? ThreadingMode.DEDICATED : ThreadingMode.SHARED);
    }

    /** A directory that no other driver uses, where Aeron keeps its directories; it need not be made first. */
    public static Path newDirectory() {
        Path place = place();
        sweep(place);
        return place.resolve(PREFIX + UUID.randomUUID());
    }

    /** Where Aeron keeps its directories: in memory, where the system has a place for that. */
    static Path place() {
        Path parent =
                Path.of(CommonContext.getAeronDirectoryName()).toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    /** Directories are memory: those whose drivers were killed are given back. */
    private static void sweep(Path place) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (Path directory : directories) {
                if (isAbandoned(directory)) {
                    IoUtil.delete(directory.toFile(), true);
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot look for abandoned media driver directories in {}", place, e);
        }
    }

    private static boolean isAbandoned(Path directory) throws IOException {
        long age = System.currentTimeMillis()
                - Files.getLastModifiedTime(directory).toMillis();
        return age > HEARTBEAT_LOST.toMillis() && !isBeating(directory);
    }

    private static boolean isBeating(Path directory) {
        return CommonContext.isDriverActive(directory.toFile(), HEARTBEAT_LOST.toMillis(), LOG::debug);
    }

    private static DataPlaneDriver start(Path directory, ThreadingMode threads) {
        clear(directory);
        return new DataPlaneDriver(MediaDriver.launchEmbedded(context(directory, threads)));
    }

    private static void clear(Path directory) {
        File cnc = CommonContext.newCncFile(directory.toString());
        if (!cnc.exists()) {
            return;
        }
        long process = process(cnc);
        boolean alive = ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
        if (alive && isBeating(directory)) {
            throw new IllegalStateException("a media driver of process " + process + " runs in " + directory
                    + "; end it, or choose another pieria.workers.data-directory");
        }
        LOG.info("removing {}, left by process {}", directory, process);
        IoUtil.delete(directory.toFile(), true);
    }

    private static long process(File cnc) {
        MappedByteBuffer mapped = IoUtil.mapExistingFile(cnc, "media driver state");
        try {
            return CncFileDescriptor.pid(CncFileDescriptor.createMetaDataBuffer(mapped));
        } finally {
            IoUtil.unmap(mapped);
        }
    }

    private static MediaDriver.Context context(Path directory, ThreadingMode threads) {
        int window = window();
        return new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .threadingMode(threads)
                .sharedIdleStrategy(new BackoffIdleStrategy(10, 10, 10_000, 2_000_000))
                .conductorIdleStrategy(new BackoffIdleStrategy(1, 1, 10_000, 1_000_000))
                .senderIdleStrategy(new BackoffIdleStrategy(100, 10, 1_000, 100_000))
                .receiverIdleStrategy(new BackoffIdleStrategy(100, 10, 1_000, 100_000))
                .socketRcvbufLength(window)
                .socketSndbufLength(window)
                .initialWindowLength(window)
                .ipcMtuLength(Wiring.IPC_MTU)
                .clientLivenessTimeoutNs(Duration.ofSeconds(20).toNanos())
                .publicationUnblockTimeoutNs(Duration.ofSeconds(40).toNanos())
                .errorHandler(error -> LOG.warn("media driver of {}", directory, error));
    }

    /** The driver refuses windows beyond what the kernel grants, and that is little on an untuned host. */
    private static int window() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setReceiveBufferSize(SOCKET_BUFFER);
            socket.setSendBufferSize(SOCKET_BUFFER);
            return Math.min(SOCKET_BUFFER, Math.min(socket.getReceiveBufferSize(), socket.getSendBufferSize()));
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot open a UDP socket", e);
        }
    }

    /** The directory that clients connect through. */
    public String directory() {
        return driver.aeronDirectoryName();
    }

    @Override
    public void close() {
        driver.close();
    }
}
