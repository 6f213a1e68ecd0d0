package org.pieria.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import org.pieria.model.graph.Feed;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.HostTensor;
import org.tensorflow.ndarray.Shape;

class SubjectTest {

    private static final String DEMO = "../configs/demo.conf";

    static Stream<Subject> subjects() {
        return Stream.concat(Stream.of(StepBenchmark.reference(), deepVqgan()), StepBenchmark.phases(DEMO).stream());
    }

    /** Levels, blocks and channels that all differ, without a patch. */
    private static Subject deepVqgan() {
        List<String> assignments = List.of(
                "phases.vqgan-low.multipliers=[1,2,4]",
                "phases.vqgan-low.residual-blocks=2",
                "phases.vqgan-low.patch=1",
                "phases.vqgan-low.channels=8",
                "phases.vqgan-low.code-width=12");
        return new Subject(
                "deep", Configuration.load(Presets.installed(), "", assignments).root(), RunModels.VQGAN_LOW);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void countsTheProductsThatTheForwardPassReallyHas(Subject subject) {
        double counted = GraphFlop.forward(withoutDiscriminator(subject).model());

        assertThat(subject.forward()).isCloseTo(counted, Percentage.withPercentage(1e-6));
    }

    /** Its work is left out of what is counted. */
    private static Subject withoutDiscriminator(Subject subject) {
        Config off = ConfigFactory.parseString("""
                pieria.phases.vqgan-low.adversarial.weight = 0
                pieria.phases.vqgan-high.adversarial.weight = 0
                """);
        return new Subject(subject.title(), off.withFallback(subject.root()), subject.phase());
    }

    /** The text needs no gradient, so the graph does a little less than is counted. */
    @Test
    void countsTheForwardPassThreeTimesBecauseTheGradientTakesTwice() {
        Subject subject = StepBenchmark.reference();

        double counted = GraphFlop.forwardAndBackward(subject.model());

        assertThat(counted / subject.forward()).isCloseTo(3, within(0.03));
    }

    @Test
    void measuresTheReferenceShapeAtItsKnownWork() {
        assertThat(StepBenchmark.reference().gigaflop()).isCloseTo(4 * 83.6, Percentage.withPercentage(0.5));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void feedsEveryInputItsShape(Subject subject) {
        Map<String, Shape> expected =
                subject.model().feeds().stream().collect(Collectors.toMap(Feed::name, Feed::shape));

        Map<String, HostTensor> fed = subject.training().batches().slice(1, 3);

        assertThat(fed).hasSameSizeAs(expected);
        fed.forEach((name, tensor) -> assertThat(tensor.shape()).as(name).isEqualTo(expected.get(name)));
    }
}
