package org.pieria.cluster.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunEvent.Evaluated;
import org.pieria.actors.view.RunEvent.StepApplied;

/**
 * Every quantity of the run over its steps, out of the events. A series is named PHASE.QUANTITY: {@code base.loss},
 * {@code base.images-per-second}, {@code base.held-out.loss}. Any thread.
 */
final class Curves {

    /** More points than a screen has pixels tell nothing. */
    static final int MOST_POINTS = 2_000;

    /** Quantities come from the models' code, so there are dozens; this bounds a mistake in it. */
    private static final int MOST_SERIES = 500;

    private final Map<String, Curve> bySeries = new TreeMap<>();

    synchronized void add(RunEvent event) {
        if (event instanceof StepApplied step) {
            add(step.phase() + ".loss", step.step(), step.loss());
            add(step.phase() + ".images-per-second", step.step(), step.imagesPerSecond());
            step.metrics().forEach((name, value) -> add(step.phase() + "." + name, step.step(), value));
        } else if (event instanceof Evaluated held) {
            held.metrics().forEach((name, value) -> add(held.phase() + ".held-out." + name, held.step(), value));
        }
    }

    synchronized List<String> series() {
        return List.copyOf(bySeries.keySet());
    }

    synchronized Optional<List<Curve.Point>> points(String series) {
        return Optional.ofNullable(bySeries.get(series)).map(Curve::points);
    }

    private void add(String series, long step, double value) {
        if (bySeries.size() < MOST_SERIES || bySeries.containsKey(series)) {
            bySeries.computeIfAbsent(series, name -> new Curve(MOST_POINTS)).add(step, value);
        }
    }
}
