package org.pieria.cluster.http;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;

/** All that can be asked of a run from outside, and what has to be kept of its events to answer. No network. */
final class Surface {

    /** As many as the coordinator keeps. */
    private static final int KEPT_EVENTS = 2_000;

    private final EventJournal journal = new EventJournal(KEPT_EVENTS);
    private final EventStreams streams = new EventStreams(journal);
    private final Curves curves = new Curves();
    private final RunMeters meters = new RunMeters();
    private final List<Endpoint> endpoints;

    /** @param blocking where files are read */
    Surface(HttpConfig config, RunControl control, RunFiles files, Executor blocking) {
        Views views = new Views(control);
        Operations operations = new Operations(Clock.systemUTC());
        this.endpoints = Stream.of(
                        new RunEndpoints(views).all(),
                        new ChangeEndpoints(control, new Authority(config), operations).all(),
                        new EventEndpoints(streams).all(),
                        new MetricEndpoints(curves, meters, views).all(),
                        new SampleEndpoints(files, blocking).all(),
                        new HealthEndpoints(views).all(),
                        new PageEndpoints().all())
                .flatMap(List::stream)
                .toList();
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Takes an event to those who keep something of it. Quick, from any thread. */
    void add(RunEvent event) {
        curves.add(event);
        meters.add(event);
        journal.add(event);
    }

    /**
     * Ends the streams.
     *
     * @return done when each has said its last word
     */
    CompletionStage<Void> close() {
        return streams.close();
    }
}
