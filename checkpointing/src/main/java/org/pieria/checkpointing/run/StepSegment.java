package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.checkpointing.store.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that one term recorded, in a file that only its coordinator writes. Each line ends in the CRC32C of what is
 * before it, so that a line that a crash cut is known for what it is. One thread.
 */
final class StepSegment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StepSegment.class);

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
        long sound = Files.exists(file) ? read(file).soundBytes() : 0;
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        disk.syncDirectory(directory);
        return new StepSegment(disk, channel, sound);
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

    /**
     * What a segment holds.
     *
     * @param rows the sound ones, in order
     * @param soundBytes where the last sound one ends
     */
    record Content(List<StepRecord> rows, long soundBytes) {}

    /** Reads a segment; lines that are cut or damaged are void. */
    static Content read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<StepRecord> rows = new ArrayList<>();
        int soundBytes = 0;
        int voids = 0;
        int start = 0;
        for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            start = end + 1;
            if (isSound(line)) {
                rows.add(StepRecord.parse(line.substring(0, line.lastIndexOf(','))));
                warnOfDamage(file, voids);
                voids = 0;
                soundBytes = start;
            } else {
                voids++;
            }
        }
        return new Content(rows, soundBytes);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** A crash spoils the end of a file only; what is spoiled before sound rows was changed later. */
    private static void warnOfDamage(Path file, int lines) {
        if (lines > 0) {
            LOG.warn("Passing over {} damaged rows in the middle of {}", lines, file);
        }
    }

    private static String line(StepRecord row) {
        return row.toCsv() + "," + checksum(row.toCsv()) + "\n";
    }

    private static boolean isSound(String line) {
        int comma = line.lastIndexOf(',');
        return comma >= 0 && checksum(line.substring(0, comma)).equals(line.substring(comma + 1));
    }

    private static String checksum(String row) {
        CRC32C sum = new CRC32C();
        sum.update(row.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
