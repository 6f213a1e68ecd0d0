package org.pieria.cluster.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this machine has left, asked just before a run. Unknown is not a failure: what cannot be asked is not checked. */
public interface Machine {

    /** Bytes that processes may still take without swapping. */
    OptionalLong availableMemory();

    /** Bytes left in the file system of a path, which need not exist yet. */
    OptionalLong freeDisk(Path path);

    /** Bytes left in shared memory. */
    OptionalLong freeSharedMemory();

    /** Whether a TCP port can be bound. */
    boolean portIsFree(String host, int port);

    /** The machine that this process runs on. */
    static Machine local() {
        return new Local();
    }

    /** Asks the operating system. */
    final class Local implements Machine {

        private static final Path MEMORY = Path.of("/proc/meminfo");

        @Override
        public OptionalLong availableMemory() {
            try {
                return Files.readAllLines(MEMORY).stream()
                        .filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .findFirst();
            } catch (IOException e) {
                return OptionalLong.empty();
            }
        }

        @Override
        public OptionalLong freeDisk(Path path) {
            Path existing = path.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            try {
                return OptionalLong.of(Files.getFileStore(existing).getUsableSpace());
            } catch (IOException e) {
                return OptionalLong.empty();
            }
        }

        @Override
        public OptionalLong freeSharedMemory() {
            return Files.isDirectory(SharedMemory.ROOT) ? freeDisk(SharedMemory.ROOT) : OptionalLong.empty();
        }

        @Override
        public boolean portIsFree(String host, int port) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
