package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.checkpointing.store.Disk;

/**
 * The rows that one term recorded, in a file that only its coordinator writes. Each line ends in the CRC32C of what is
 * before it, so that a line that a crash cut is known for what it is. One thread.
 */
final class StepSegment implements AutoCloseable {

    private final Disk disk;
    private final FileChannel channel;
    private long sound;

    private StepSegment(Disk disk, FileChannel channel, long sound) {
        this.disk = disk;
        this.channel = channel;
        this.sound = sound;
    }

    /** Opens a segment for appending after its last sound row; creates it if it is absent. */
    static StepSegment open(Disk disk, Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        long sound = Files.exists(file) ? soundBytes(file) : 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        disk.syncDirectory(directory);
        return new StepSegment(disk, channel, sound);
    }

    private static long soundBytes(Path file) throws IOException {
        try (StepReader rows = StepReader.open(file, 0)) {
            while (rows.next() != null) {
                // Only where the last one ends is of interest.
            }
            return rows.soundBytes();
        }
    }

    /** Where the next row will begin. */
    long soundBytes() {
        return sound;
    }

    /** Adds rows; durable when it returns. When it fails, the next call writes over what it may have left. */
    void append(List<StepRecord> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(line(row)));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        channel.truncate(sound).position(sound);
        disk.write(channel, ByteBuffer.wrap(bytes));
        Milestone.ROW_UNSYNCED.pass(rows.get(rows.size() - 1).step());
        disk.sync(channel);
        sound += bytes.length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String line(StepRecord row) {
        return row.toCsv() + "," + checksum(row.toCsv()) + "\n";
    }

    /** Whether a line is one that was written whole and not changed since. */
    static boolean isSound(String line) {
        int comma = line.lastIndexOf(',');
        return comma >= 0 && checksum(line.substring(0, comma)).equals(line.substring(comma + 1));
    }

    private static String checksum(String row) {
        CRC32C sum = new CRC32C();
        sum.update(row.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
