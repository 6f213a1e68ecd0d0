package org.pieria.worker.step;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Prepares the feeds of the next step while this one is computed. For one caller. */
public final class Prefetch implements AutoCloseable {

    private final BatchSource source;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread prefetch = new Thread(task, "pieria-prefetch");
        prefetch.setDaemon(true);
        return prefetch;
    });
    private @Nullable Ahead ahead;

    public Prefetch(BatchSource source) {
        this.source = source;
    }

    private record Ahead(long step, SliceBlock block, Future<List<Map<String, HostTensor>>> feeds) {}

    /** The feeds of a step's slices, in slice order; those of the step after it are begun. */
    public List<Map<String, HostTensor>> step(long step, SliceBlock block) {
        Ahead ready = ahead;
        ahead = null;
        List<Map<String, HostTensor>> feeds =
                ready != null && ready.step() == step && ready.block().equals(block)
                        ? await(ready.feeds())
                        : prepare(step, block);
        ahead = new Ahead(step + 1, block, thread.submit(() -> prepare(step + 1, block)));
        return feeds;
    }

    private List<Map<String, HostTensor>> prepare(long step, SliceBlock block) {
        return IntStream.range(block.from(), block.to())
                .mapToObj(slice -> source.slice(step, slice))
                .toList();
    }

    private static List<Map<String, HostTensor>> await(Future<List<Map<String, HostTensor>>> feeds) {
        try {
            return feeds.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was read", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
