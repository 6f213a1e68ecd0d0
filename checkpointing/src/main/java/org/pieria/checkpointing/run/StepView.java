package org.pieria.checkpointing.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The merge of all segments as one file, for people and programs to read. It is a view: the rows are safe without it, so a
 * full disk only delays it. One thread.
 */
final class StepView {

    private static final Logger LOG = LoggerFactory.getLogger(StepView.class);
    private static final int CHUNK = 64 << 10;

    private final Disk disk;
    private final Path file;
    private final Supplier<StepMerge> merge;
    private long shownBytes = -1;

    StepView(Disk disk, Path file, Supplier<StepMerge> merge) {
        this.disk = disk;
        this.file = file;
        this.merge = merge;
    }

    /** Takes a line; false when it wants no more. */
    @FunctionalInterface
    private interface Reader {
        boolean take(byte[] line) throws IOException;
    }

    /** Brings the file up to date with rows that were recorded now. */
    void show(List<StepRecord> fresh, boolean atTheEnd) {
        try {
            if (atTheEnd && Files.exists(file) && Files.size(file) == shownBytes) {
                extend(fresh);
            } else {
                renew();
            }
        } catch (IOException failure) {
            shownBytes = -1;
            LOG.warn("Cannot bring {} up to date, will try at the next step", file, failure);
        }
    }

    private void extend(List<StepRecord> fresh) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        fresh.forEach(row -> lines.writeBytes(line(row.toCsv())));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            disk.write(channel, ByteBuffer.wrap(lines.toByteArray()));
        }
        shownBytes += lines.size();
    }

    /** Makes the file anew unless it is as it should be. */
    void renew() throws IOException {
        if (!isCurrent()) {
            new DurableFiles(disk).replace(file, this::write);
        }
        shownBytes = Files.size(file);
    }

    private boolean isCurrent() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream shown = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            return tell(line -> Arrays.equals(line, shown.readNBytes(line.length))) && shown.read() < 0;
        }
    }

    private void write(FileChannel channel) throws IOException {
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        tell(line -> {
            pending.writeBytes(line);
            if (pending.size() >= CHUNK) {
                flush(channel, pending);
            }
            return true;
        });
        flush(channel, pending);
    }

    private void flush(FileChannel channel, ByteArrayOutputStream pending) throws IOException {
        disk.write(channel, ByteBuffer.wrap(pending.toByteArray()));
        pending.reset();
    }

    /** Tells all lines, the names of the columns first; whether all were wanted. */
    private boolean tell(Reader reader) throws IOException {
        boolean wanted = reader.take(line(StepRecord.HEADER));
        try (StepMerge rows = merge.get()) {
            for (StepRecord row = rows.next(); wanted && row != null; row = rows.next()) {
                wanted = reader.take(line(row.toCsv()));
            }
        }
        return wanted;
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
