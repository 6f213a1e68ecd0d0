package org.pieria.checkpointing.milestone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What becomes of a passed {@link Milestone}: nothing, but in a process that a test watches. */
interface Trail {

    /** Names the directory in which a process leaves its trail; absent in production. */
    String PROPERTY = "pieria.milestones";

    void passed(Milestone milestone, long number);

    /** Nothing, unless the property says otherwise. */
    static Trail ofProcess() {
        String directory = System.getProperty(PROPERTY, "");
        return directory.isEmpty()
                ? (milestone, number) -> {}
                : OnDisk.open(Path.of(directory), () -> Runtime.getRuntime().halt(OnDisk.KILLED));
    }

    /**
     * A line {@code microseconds since 1970,label,number} per passing in a file named after the process, and an end at the
     * label for which there is a file of that name in {@code kill/}: the first to pass takes the file away and dies with it.
     */
    record OnDisk(Path directory, FileChannel file, Runnable halt) implements Trail {

        /** As if by {@code kill -9}. */
        static final int KILLED = 137;

        static OnDisk open(Path directory, Runnable halt) {
            try {
                Files.createDirectories(directory.resolve("kill"));
                Path file = directory.resolve(ProcessHandle.current().pid() + ".csv");
                return new OnDisk(
                        directory, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), halt);
            } catch (IOException e) {
                throw new UncheckedIOException("-D" + PROPERTY + "=" + directory + " cannot be written to", e);
            }
        }

        @Override
        public void passed(Milestone milestone, long number) {
            try {
                boolean last = Files.deleteIfExists(directory.resolve("kill").resolve(milestone.label()));
                String line = micros() + "," + milestone.label() + "," + number + (last ? ",killed" : "") + "\n";
                file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
                if (last) {
                    halt.run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the trail in " + directory + " cannot be written to", e);
            }
        }

        private static long micros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
    }
}
