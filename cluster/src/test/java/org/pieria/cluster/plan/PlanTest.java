package org.pieria.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;

class PlanTest {

    private static final int T5_XXL = 4096;

    @Test
    void theBaseModelOfMuse3bHasThePublishedSize() {
        assertThat(phase("muse-3b", "base", 256).parameters()).isCloseTo(3.264e9, Percentage.withPercentage(0.5));
    }

    @Test
    void theSuperResolutionModelOfMuse3bHasThePublishedSize() {
        assertThat(phase("muse-3b", "superres", 256).parameters()).isCloseTo(772e6, Percentage.withPercentage(1));
    }

    @Test
    void thePresetOf632mHasAboutItsSizes() {
        assertThat(phase("muse-632m", "base", 256).parameters()).isCloseTo(656e6, Percentage.withPercentage(0.5));
        assertThat(phase("muse-632m", "superres", 256).parameters()).isCloseTo(268e6, Percentage.withPercentage(1));
    }

    @Test
    void aStepOfMuse3bIsThePublishedWork() {
        PhasePlan base = phase("muse-3b", "base", 256);

        // forward three times, and a fourth time because its layers are computed again
        assertThat(base.flop() / 512).isCloseTo(4.78e12 * 4 / 3, Percentage.withPercentage(1));
        assertThat(base.optimizerBytes()).isCloseTo(4 * base.parameters(), Percentage.withPercentage(0.5));
        assertThat(base.computeSeconds() * 0.4 * 275e12 * 256).isCloseTo(base.flop(), Percentage.withPercentage(1e-6));
        assertThat(base.wireBytes())
                .isCloseTo(2 * 255 / 256.0 * 4 * base.parameters(), Percentage.withPercentage(1e-6));
        assertThat(base.fits()).isFalse();
    }

    @Test
    void theLargerDecoderOfMuse3bHasThePublishedWidthAndDepth() {
        PhasePlan vqgan = plan("muse-3b", 256, "phases.order=[vqgan-high,vqgan-decoder]")
                .phases()
                .get(0);
        PhasePlan decoder = plan("muse-3b", 256, "phases.order=[vqgan-high,vqgan-decoder]")
                .phases()
                .get(1);

        // Twice the channels make four times the weights, of about half the parameters of the VQGAN; so do twice the
        // blocks.
        assertThat(decoder.parameters()).isBetween(100e6, 214e6);
        assertThat(decoder.flop()).isGreaterThan(2 * vqgan.flop());
    }

    @Test
    void theMemoryOfABaseModelOfMuse3bIsThatOfBfloat16OneImageAndOneLayer() {
        PhasePlan base = phase("muse-3b", "base", 256);

        assertThat(base.weightBytes()).isCloseTo(6 * base.parameters(), Percentage.withPercentage(1e-6));
        assertThat(base.gradientBytes()).isCloseTo(8 * base.parameters(), Percentage.withPercentage(1e-6));
        double layer = 256 * (68 * 2048 + 18 * 8192 + 6.0 * 32 * (256 + 128));
        double inputs = 48.0 * 256 * 4 * 2048;
        double logits = 12.0 * 256 * 8192;
        assertThat(base.activationBytes()).isCloseTo(inputs + layer + logits, Percentage.withPercentage(1e-6));
    }

    @Test
    void whatIsKeptOfEveryLayerGrowsWithBatchAndPrecision() {
        double lean = plan("muse-3b", 256).phases().get(2).activationBytes();
        double kept = plan("muse-3b", 256, "phases.base.rematerialise=off")
                .phases()
                .get(2)
                .activationBytes();
        double whole = plan("muse-3b", 256, "phases.base.rematerialise=off", "phases.base.accumulate=1")
                .phases()
                .get(2)
                .activationBytes();
        double wide = plan("muse-3b", 256, "phases.base.rematerialise=off", "phases.base.compute=float32")
                .phases()
                .get(2)
                .activationBytes();

        assertThat(kept).isGreaterThan(20 * lean);
        assertThat(whole).isCloseTo(2 * kept, Percentage.withPercentage(1e-6));
        assertThat(wide).isGreaterThan(kept);
    }

    @Test
    void aSingleHostSendsNothing() {
        assertThat(phase("muse-632m", "base", 1).wireSeconds()).isZero();
    }

    @Test
    void saysHowEachFigureIsMade() {
        String text = plan("demo", 2).render();

        assertThat(text).contains("vqgan-low", "vqgan-high", "base", "superres", "2 hosts with one tpu-v4 each");
        Plan.FORMULAS.forEach(formula -> assertThat(text).contains(formula));
    }

    @Test
    void refusesMoreHostsThanSlices() {
        assertThatThrownBy(() -> new Site(5, 4, DeviceKind.CPU, 0.5, 1))
                .hasMessage("--hosts must be from 1 to slices = 4, got 5");
    }

    private static PhasePlan phase(String preset, String phase, int hosts) {
        return plan(preset, hosts).phases().stream()
                .filter(plan -> plan.work().phase().equals(phase))
                .findFirst()
                .orElseThrow();
    }

    private static Plan plan(String preset, int hosts, String... changed) {
        Configuration configuration = Configuration.load(new Presets(Path.of("..")), preset, List.of(changed));
        int slices = configuration.pieria().getInt("slices");
        return Plan.of(configuration.root(), T5_XXL, new Site(hosts, slices, DeviceKind.TPU_V4, 0.4, 100));
    }
}
