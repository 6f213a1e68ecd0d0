package org.pieria.checkpointing.run;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all stretches in order, each step once, of the lowest term that has it. One row of each is in memory, and only
 * files that overlap are open at once. One thread.
 */
final class StepMerge implements AutoCloseable {

    private final Comparator<StepRecord> order;
    private final Predicate<StepRecord> known;
    private final PriorityQueue<Head> heads;
    private final Set<StepReader> open = new HashSet<>();
    private @Nullable StepRecord last;

    /** A stretch's next row; its file is opened when that row's turn has come. */
    private record Head(
            StepStretch stretch, StepRecord row, @Nullable StepReader reader) {}

    /** @param known which rows count: another process may have added to a file since it was read */
    StepMerge(Collection<StepStretch> stretches, Comparator<StepRecord> order, Predicate<StepRecord> known) {
        this.order = order;
        this.known = known;
        this.heads = new PriorityQueue<>(Comparator.comparing(Head::row, order)
                .thenComparingLong(head -> head.stretch().term()));
        stretches.forEach(stretch -> heads.add(new Head(stretch, stretch.first(), null)));
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

    /** A stretch ends where its rows begin anew. Its first row comes twice, from memory and from the file. */
    private void advance(Head head) throws IOException {
        StepReader reader = head.reader() == null ? begin(head.stretch()) : head.reader();
        StepRecord next = reader.next();
        if (next == null || order.compare(head.row(), next) > 0) {
            open.remove(reader);
            reader.close();
        } else {
            heads.add(new Head(head.stretch(), next, reader));
        }
    }

    private StepReader begin(StepStretch stretch) throws IOException {
        StepReader reader = StepReader.open(stretch.file(), stretch.from());
        open.add(reader);
        return reader;
    }

    @Override
    public void close() throws IOException {
        for (StepReader reader : open) {
            reader.close();
        }
    }
}
