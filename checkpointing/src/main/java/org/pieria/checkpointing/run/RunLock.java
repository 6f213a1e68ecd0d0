package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pieria.checkpointing.store.CheckpointStore;

/**
 * The exclusive use of a run directory, held by the coordinator's process until it is closed. The kernel lets go of it
 * when the process dies, however it dies.
 */
public final class RunLock implements AutoCloseable {

    private static final String LOCK = "run.lock";
    // Not in the lock file: closing any descriptor of that file would release this process's own lock on it.
    private static final String HOLDER = "run.holder";
    // For the same reason a second lock in one process must be refused without opening the file.
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path directory;
    private final FileChannel channel;

    private RunLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock without waiting.
     *
     * @param holder who takes it, in words, for the message that another one will see
     * @throws RunInUse when another has it
     */
    static RunLock take(Path directory, CheckpointStore store, String holder) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(real)) {
                throw inUse(directory, store);
            }
            FileChannel channel = open(real.resolve(LOCK));
            if (channel == null) {
                throw inUse(directory, store);
            }
            HELD_HERE.add(real);
            return new RunLock(real, channel).heldBy(holder, store);
        }
    }

    private RunLock heldBy(String holder, CheckpointStore store) throws IOException {
        try {
            store.replace(HOLDER, holder.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    private static @Nullable FileChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : channel;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static RunInUse inUse(Path directory, CheckpointStore store) throws IOException {
        String holder = store.read(HOLDER)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("another process");
        return new RunInUse(directory, holder);
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (channel.isOpen()) {
                channel.close();
                HELD_HERE.remove(directory);
            }
        }
    }
}
