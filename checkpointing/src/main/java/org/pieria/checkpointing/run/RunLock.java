package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pieria.checkpointing.store.CheckpointStore;

/**
 * The use of a run directory by one cluster, held by each of its coordinators' processes until it is closed. The kernel lets
 * go of it when the process dies, however it dies. Which of a cluster's coordinators may decide is settled by terms, not here:
 * a process that stands still must not keep its successor from going on.
 */
public final class RunLock implements AutoCloseable {

    private static final String LOCK = "run.lock";
    // Not in the lock file: closing any descriptor of that file would release this process's own lock on it.
    private static final String HOLDER = "run.holder";
    // For the same reason a second lock in one process must be refused without opening the file.
    private static final Set<Path> HELD_HERE = new HashSet<>();
    private static final int TRIES = 100;
    private static final long PAUSE_MILLIS = 20;

    private final Path directory;
    private final FileChannel channel;

    private final boolean first;

    private RunLock(Path directory, FileChannel channel, boolean first) {
        this.directory = directory;
        this.channel = channel;
        this.first = first;
    }

    /** Whether nobody else of the cluster had the directory when it was taken: exactly one of several that begin at once. */
    public boolean isFirst() {
        return first;
    }

    /**
     * Who wants to use a run directory.
     *
     * @param cluster the same for all coordinators of one cluster, and for no others
     * @param process in words, for the message that somebody else will see
     */
    public record User(String cluster, String process) {

        private static User parse(String text) {
            String[] lines = text.split("\n", 2);
            return new User(lines.length > 1 ? lines[1] : "", lines[0]);
        }

        private byte[] bytes() {
            return (process + "\n" + cluster).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Takes the lock, waiting only for those who are taking it at this moment.
     *
     * @throws RunInUse when another cluster has it, or this process has
     */
    static RunLock take(Path directory, CheckpointStore store, User user) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(real)) {
                throw new RunInUse(directory, holder(store).process());
            }
            FileChannel channel = FileChannel.open(
                    real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                boolean first = share(channel, store, user, directory);
                HELD_HERE.add(real);
                return new RunLock(real, channel, first);
            } catch (IOException | RuntimeException refused) {
                channel.close();
                throw refused;
            }
        }
    }

    /** Whoever is alone says whose the directory is; whoever comes then must be of the same cluster. */
    private static boolean share(FileChannel channel, CheckpointStore store, User user, Path directory)
            throws IOException {
        FileLock alone = channel.tryLock();
        if (alone != null) {
            store.replace(HOLDER, user.bytes());
            alone.release();
        }
        boolean shared = together(channel);
        User holder = holder(store);
        if (!shared || !holder.cluster().equals(user.cluster())) {
            throw new RunInUse(directory, holder.process());
        }
        return alone != null;
    }

    private static boolean together(FileChannel channel) throws IOException {
        for (int tried = 0; tried < TRIES; tried++) {
            if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        return false;
    }

    private static User holder(CheckpointStore store) throws IOException {
        return store.read(HOLDER)
                .map(bytes -> User.parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElseGet(() -> new User("", "another process"));
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
