package org.pieria.cluster.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quantity over the steps, in bounded memory: when it is full every second point goes, and from then on only points
 * as far apart as the kept ones. The newest point is always there. Not for several threads.
 */
final class Curve {

    private final int capacity;
    private final List<Point> points = new ArrayList<>();
    private @Nullable Point newest;
    private long stride = 1;

    /** @param capacity the most points ever, at least 4 */
    Curve(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a point; one at or before the newest step is a repetition and changes nothing. */
    void add(long step, double value) {
        if (newest != null && step <= newest.step()) {
            return;
        }
        newest = new Point(step, value);
        if (points.isEmpty() || step >= points.get(points.size() - 1).step() + stride) {
            keep(newest);
        }
    }

    /** In the order of steps, the newest included. */
    List<Point> points() {
        List<Point> all = new ArrayList<>(points);
        if (newest != null && !newest.equals(all.get(all.size() - 1))) {
            all.add(newest);
        }
        return List.copyOf(all);
    }

    private void keep(Point point) {
        points.add(point);
        // One place is left for the newest point.
        if (points.size() >= capacity) {
            thin();
        }
    }

    private void thin() {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            kept.add(points.get(i));
        }
        points.clear();
        points.addAll(kept);
        stride = (points.get(points.size() - 1).step() - points.get(0).step()) / (points.size() - 1);
    }

    /** A value after a step; as JSON a pair, since there are thousands. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Point(long step, double value) {}
}
