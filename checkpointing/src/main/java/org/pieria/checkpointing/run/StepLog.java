package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which steps were applied, and to what bits. Each term appends to a segment of its own, {@code steps/TERM.csv}; their
 * merge is {@code steps.csv}, which is made anew when the log is opened and kept current afterwards. One thread.
 */
public final class StepLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private final Disk disk;
    private final Path root;
    private final StepTable table;
    private final Map<Long, StepSegment> segments = new HashMap<>();
    private long mergedBytes = -1;

    private StepLog(Disk disk, Path root, StepTable table) {
        this.disk = disk;
        this.root = root;
        this.table = table;
    }

    /**
     * Reads all segments of a run and makes {@code steps.csv} anew.
     *
     * @param phases in the order in which they run
     * @throws StepsContradict when two segments tell different bits of one step
     */
    public static StepLog open(RunDirectory directory, List<String> phases) throws IOException {
        return open(Disk.LOCAL, directory.root(), phases);
    }

    static StepLog open(Disk disk, Path root, List<String> phases) throws IOException {
        StepLog log = new StepLog(disk, root, new StepTable(phases));
        new DurableFiles(disk).createDirectories(log.segments());
        for (long term : log.terms()) {
            StepSegment.read(log.segments().resolve(term + ".csv")).rows().forEach(log.table::add);
        }
        log.merge();
        return log;
    }

    /** All rows, by phase and step. */
    public List<StepRecord> rows() {
        return table.rows();
    }

    /** The rows of one phase, by step. */
    public List<StepRecord> rows(String phase) {
        return table.rows(phase);
    }

    /**
     * Adds rows to the segment of a term; durable when it returns. Rows that are known already are compared only. When it
     * fails, no row of the call counts, and it may be called again.
     *
     * @throws StepsContradict when a known step has other bits
     */
    public void append(long term, List<StepRecord> rows) throws IOException {
        List<StepRecord> fresh = table.news(rows);
        if (fresh.isEmpty()) {
            return;
        }
        segment(term).append(fresh);
        boolean atTheEnd = true;
        for (StepRecord row : fresh) {
            atTheEnd &= table.isAfterAll(row);
            table.add(row);
        }
        show(fresh, atTheEnd);
    }

    @Override
    public void close() throws IOException {
        for (StepSegment segment : segments.values()) {
            segment.close();
        }
        segments.clear();
    }

    /** Brings steps.csv up to date. It is a view: the rows are safe without it, so a full disk only delays it. */
    private void show(List<StepRecord> fresh, boolean atTheEnd) {
        try {
            if (atTheEnd && Files.exists(merged()) && Files.size(merged()) == mergedBytes) {
                extend(fresh);
            } else {
                merge();
            }
        } catch (IOException failure) {
            mergedBytes = -1;
            LOG.warn("Cannot bring {} up to date, will try at the next step", merged(), failure);
        }
    }

    private void extend(List<StepRecord> fresh) throws IOException {
        byte[] lines = lines(fresh.stream());
        try (FileChannel channel = FileChannel.open(merged(), StandardOpenOption.APPEND)) {
            disk.write(channel, ByteBuffer.wrap(lines));
        }
        mergedBytes += lines.length;
    }

    private void merge() throws IOException {
        byte[] header = (StepRecord.HEADER + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] rows = lines(table.rows().stream());
        byte[] all = Arrays.copyOf(header, header.length + rows.length);
        System.arraycopy(rows, 0, all, header.length, rows.length);
        if (!Files.exists(merged()) || !Arrays.equals(Files.readAllBytes(merged()), all)) {
            new DurableFiles(disk).replace(merged(), all);
        }
        mergedBytes = all.length;
    }

    private static byte[] lines(Stream<StepRecord> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.toCsv()).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StepSegment segment(long term) throws IOException {
        StepSegment segment = segments.get(term);
        if (segment == null) {
            segment = StepSegment.open(disk, segments(), term + ".csv");
            segments.put(term, segment);
        }
        return segment;
    }

    /** The terms that have a segment, ascending: the first row of a step is that of the lowest term. */
    private List<Long> terms() throws IOException {
        try (Stream<Path> files = Files.list(segments())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}\\.csv"))
                    .map(name -> Long.valueOf(name.substring(0, name.length() - ".csv".length())))
                    .sorted()
                    .toList();
        }
    }

    private Path segments() {
        return root.resolve("steps");
    }

    private Path merged() {
        return root.resolve("steps.csv");
    }
}
