package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pieria.checkpointing.store.Disk;
import org.pieria.checkpointing.store.DurableFiles;

/**
 * Which steps were applied, and to what bits. Each term appends to a segment of its own, {@code steps/TERM.csv}; their
 * merge is {@code steps.csv}, which is made anew when the log is opened and kept current afterwards. The rows stay on the
 * disk: in memory are eight bytes for each step. One thread.
 */
public final class StepLog implements AutoCloseable {

    private final Disk disk;
    private final Path root;
    private final StepTable table;
    private final List<StepStretch> stretches = new ArrayList<>();
    private final Map<Long, StepRecord> newest = new HashMap<>();
    private final Map<Long, StepSegment> segments = new HashMap<>();
    private final StepView view;

    private StepLog(Disk disk, Path root, List<String> phases) {
        this.disk = disk;
        this.root = root;
        this.table = new StepTable(phases, this::find);
        this.view = new StepView(disk, root.resolve("steps.csv"), this::inOrder);
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
        StepLog log = new StepLog(disk, root, phases);
        new DurableFiles(disk).createDirectories(log.segments());
        for (long term : log.terms()) {
            log.read(term);
        }
        log.view.renew();
        return log;
    }

    private void read(long term) throws IOException {
        try (StepReader rows = StepReader.open(file(term), 0)) {
            for (StepRecord row = rows.next(); row != null; row = rows.next()) {
                table.add(row);
                note(term, row, rows.begins());
            }
        }
    }

    /** A row that is not after the one before it in the same file begins a stretch. */
    private void note(long term, StepRecord row, long begins) {
        StepRecord before = newest.put(term, row);
        if (before == null || table.order().compare(before, row) >= 0) {
            stretches.add(new StepStretch(term, file(term), begins, row));
        }
    }

    /** All rows, by phase and step. */
    List<StepRecord> rows() throws IOException {
        List<StepRecord> all = new ArrayList<>();
        try (StepMerge rows = inOrder()) {
            for (StepRecord row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    /** The row of the lowest step of a phase. */
    public Optional<StepRecord> first(String phase) {
        return table.first(phase);
    }

    /** The row of the highest step of a phase. */
    public Optional<StepRecord> last(String phase) {
        return table.last(phase);
    }

    private StepRecord find(String phase, long step) throws IOException {
        try (StepMerge rows = inOrder()) {
            for (StepRecord row = rows.next(); row != null; row = rows.next()) {
                if (row.step() == step && row.phase().equals(phase)) {
                    return row;
                }
            }
        }
        throw new IOException("step " + step + " of phase " + phase + " was recorded in " + segments()
                + " and is not there any more; do not change these files");
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
        long begins = segment(term).soundBytes();
        segment(term).append(fresh);
        boolean atTheEnd = true;
        for (StepRecord row : fresh) {
            atTheEnd &= table.isAfterAll(row);
            table.add(row);
            note(term, row, begins);
        }
        view.show(fresh, atTheEnd);
    }

    @Override
    public void close() throws IOException {
        for (StepSegment segment : segments.values()) {
            segment.close();
        }
        segments.clear();
    }

    private StepMerge inOrder() {
        return new StepMerge(stretches, table.order(), table::knows);
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

    private Path file(long term) {
        return segments().resolve(term + ".csv");
    }

    private Path segments() {
        return root.resolve("steps");
    }
}
