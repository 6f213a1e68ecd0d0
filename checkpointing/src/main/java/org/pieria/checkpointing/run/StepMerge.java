package org.pieria.checkpointing.run;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all runs in order, each step once, of the lowest term that has it. One row of each run is in memory, and only
 * files that overlap are open at once. One thread.
 */
final class StepMerge implements AutoCloseable {

    private final Comparator<StepRecord> order;
    private final Predicate<StepRecord> known;
    private final PriorityQueue<Head> heads;
    private @Nullable StepRecord last;

    /** A run's next row; its file is opened when that row's turn has come. */
    private record Head(
            StepRun run, StepRecord row, @Nullable StepReader reader) {}

    /** @param known which rows count: another process may have added to a file since it was read */
    StepMerge(Collection<StepRun> runs, Comparator<StepRecord> order, Predicate<StepRecord> known) {
        this.order = order;
        this.known = known;
        this.heads = new PriorityQueue<>(Comparator.comparing(Head::row, order)
                .thenComparingLong(head -> head.run().term()));
        runs.forEach(run -> heads.add(new Head(run, run.first(), null)));
    }

    /** The next row; null at the end. */
    @Nullable
    StepRecord next() throws IOException {
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            advance(head);
            boolean isNext = last == null || order.compare(last, head.row()) < 0;
            if (isNext && known.test(head.row())) {
                last = head.row();
                return last;
            }
        }
        return null;
    }

    private void advance(Head head) throws IOException {
        StepReader reader = head.reader() == null ? begin(head.run()) : head.reader();
        StepRecord next = reader.next();
        if (next == null || order.compare(head.row(), next) >= 0) {
            reader.close();
        } else {
            heads.add(new Head(head.run(), next, reader));
        }
    }

    private static StepReader begin(StepRun run) throws IOException {
        StepReader reader = StepReader.open(run.file(), run.from());
        reader.next();
        return reader;
    }

    @Override
    public void close() throws IOException {
        for (Head head : heads) {
            if (head.reader() != null) {
                head.reader().close();
            }
        }
    }
}
