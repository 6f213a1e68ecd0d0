package org.pieria.cluster.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;

/** A coordinator that shows what it is told to show and remembers what it was asked. */
final class FakeRun implements RunControl {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Consumer<RunEvent>> consumers = new ArrayList<>();
    private volatile ClusterView view;
    private volatile @Nullable String silence;
    private volatile @Nullable RuntimeException defect;
    private volatile Answer answer = new Answer(true, "as you wish");

    FakeRun(ClusterView view) {
        this.view = view;
    }

    void show(ClusterView next) {
        view = next;
    }

    /** From now on nothing is answered, for this reason. */
    void silence(String reason) {
        silence = reason;
    }

    void answerWith(Answer next) {
        answer = next;
    }

    /** From now on a request throws instead of answering. */
    void answerInsideWith(RuntimeException failure) {
        defect = failure;
    }

    /** What was asked: {@code pause base}. */
    List<String> asked() {
        return asked;
    }

    /** Tells everybody of an event with the next id. */
    synchronized void emit(LongFunction<RunEvent> event) {
        RunEvent next = event.apply(events.size() + 1L);
        events.add(next);
        consumers.forEach(consumer -> consumer.accept(next));
    }

    @Override
    public CompletionStage<ClusterView> view() {
        return silence == null ? CompletableFuture.completedFuture(view) : silent();
    }

    @Override
    public CompletionStage<Answer> start(String phase) {
        return ask("start " + phase);
    }

    @Override
    public CompletionStage<Answer> pause(String phase) {
        return ask("pause " + phase);
    }

    @Override
    public CompletionStage<Answer> drain(String worker) {
        return ask("drain " + worker);
    }

    @Override
    public CompletionStage<Answer> stop(String phase) {
        return ask("stop " + phase);
    }

    @Override
    public synchronized AutoCloseable subscribe(long after, Consumer<RunEvent> consumer) {
        events.stream().filter(event -> event.id() > after).forEach(consumer);
        consumers.add(consumer);
        return () -> consumers.remove(consumer);
    }

    private CompletionStage<Answer> ask(String request) {
        asked.add(request);
        if (defect != null) {
            throw defect;
        }
        return CompletableFuture.completedFuture(answer);
    }

    private <T> CompletionStage<T> silent() {
        return CompletableFuture.failedFuture(new IllegalStateException(silence));
    }
}
