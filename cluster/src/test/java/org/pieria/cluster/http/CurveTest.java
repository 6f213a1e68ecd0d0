package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CurveTest {

    @Property(tries = 200)
    void keepsFewPointsOverTheWholeRange(
            @ForAll @IntRange(min = 1, max = 20_000) int steps,
            @ForAll @IntRange(min = 4, max = 200) int capacity,
            @ForAll @IntRange(min = 1, max = 50) int apart) {
        Curve curve = new Curve(capacity);
        for (int i = 0; i < steps; i++) {
            curve.add(1 + (long) i * apart, i);
        }

        List<Curve.Point> points = curve.points();

        assertThat(points).hasSizeBetween(Math.min(steps, capacity / 3), capacity);
        assertThat(points.get(0)).isEqualTo(new Curve.Point(1, 0));
        assertThat(points.get(points.size() - 1)).isEqualTo(new Curve.Point(1 + (steps - 1L) * apart, steps - 1));
        assertThat(points).isSortedAccordingTo((a, b) -> Long.compare(a.step(), b.step()));
    }

    @Property(tries = 50)
    void staysAsItIsWhenStepsAreToldAgain(@ForAll @IntRange(min = 1, max = 500) int steps) {
        Curve curve = new Curve(64);
        for (int i = 1; i <= steps; i++) {
            curve.add(i, i);
        }
        List<Curve.Point> before = curve.points();

        for (int i = 1; i <= steps; i++) {
            curve.add(i, -i);
        }

        assertThat(curve.points()).isEqualTo(before);
    }
}
