package org.pieria.worker.collective;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.agrona.IoUtil;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.process.LocalProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's folder in the memory of its host, where its peers find the rings they write to. It has an address: the
 * place, as only processes that see the same memory can know it, and the folder's name, which says whose it is.
 *
 * @param folder exists until {@link #close}
 * @param address for peers
 */
record SharedMemory(Path folder, String address) implements AutoCloseable {

    static final String SCHEME = "shm://";

    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);
    private static final String PREFIX = "pieria-rings-";

    /**
     * Takes a folder, and removes those whose processes are gone.
     *
     * @param place a directory in memory
     */
    static SharedMemory claim(Path place) {
        try {
            Files.createDirectories(place);
            sweep(place);
            String name =
                    PREFIX + LocalProcess.self() + "-" + brief(UUID.randomUUID().toString());
            Path folder = Files.createDirectory(place.resolve(name));
            return new SharedMemory(folder, SCHEME + identity(place) + "/" + name);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot make a folder in " + place + " (" + e
                            + "); pieria.workers.data-directory must be a directory that can be written to",
                    e);
        }
    }

    private static void sweep(Path place) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (Path folder : folders) {
                if (process(folder.getFileName().toString())
                        .filter(LocalProcess::isGone)
                        .isPresent()) {
                    LOG.info("removing {}, left by a process that has ended", folder);
                    IoUtil.delete(folder.toFile(), true);
                }
            }
        }
    }

    /** The same for all processes that see the same directory, through whatever path, and for no others. */
    private static String identity(Path place) throws IOException {
        return brief(
                boot() + " " + Files.getAttribute(place, "unix:dev") + " " + Files.getAttribute(place, "unix:ino"));
    }

    /** Addresses of all members travel in one message, so they should be short. */
    private static String brief(String words) {
        return Long.toHexString(CounterRandom.of(0).at(words).bits(0));
    }

    private static String boot() throws IOException {
        Path boot = Path.of("/proc/sys/kernel/random/boot_id");
        return Files.exists(boot) ? Files.readString(boot).strip() : "host";
    }

    /** The process whose folder an address names, if it says. */
    static Optional<LocalProcess> process(String address) {
        int from = address.lastIndexOf(PREFIX);
        int end = address.indexOf('-', from + PREFIX.length());
        return from < 0 || end < 0
                ? Optional.empty()
                : LocalProcess.parse(address.substring(from + PREFIX.length(), end));
    }

    /** Whether the folder at an address lies in the same memory as this one. */
    boolean reaches(String peer) {
        return place(peer).equals(place(address));
    }

    private static String place(String address) {
        return address.substring(0, address.lastIndexOf('/') + 1);
    }

    /** The file of the ring from one rank of a generation to another. */
    Path ring(Generation generation, int from, int to) {
        String name = generation.addresses().get(to);
        return folder.resolveSibling(name.substring(name.lastIndexOf('/') + 1))
                .resolve(generation.number() + "-from-" + from + ".ring");
    }

    @Override
    public void close() {
        try {
            IoUtil.delete(folder.toFile(), true);
        } catch (UncheckedIOException e) {
            LOG.warn("cannot remove {}", folder, e);
        }
    }
}
