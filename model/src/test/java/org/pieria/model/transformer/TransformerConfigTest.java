package org.pieria.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformerConfigTest {

    private static final TokenGrid GRID = new TokenGrid(8, 8, 256);
    private static final TextShape TEXT = new TextShape(24, 384);
    private static final Config PHASE = ConfigFactory.parseString(
            "layers = 4, width = 256, mlp = 1024, heads = 4, dropout = 0.0, label-smoothing = 0.1, low-layers = 2");

    @Test
    void readsAPhase() {
        TransformerConfig config = TransformerConfig.base(PHASE, GRID, TEXT, 8);

        assertThat(config).isEqualTo(new TransformerConfig("base", GRID, TEXT, 8, new Size(4, 256, 1024, 4), 0, 0.1));
        assertThat(config.withBatch(16).batch()).isEqualTo(16);
        assertThat(LowTokens.from(PHASE, GRID)).isEqualTo(new LowTokens(GRID, 2));
    }

    @Test
    void readsHowAPhaseIsTrained() {
        TransformerConfig config = base("compute = bfloat16, rematerialise = on, accumulate = 4");

        assertThat(config.compute()).isEqualTo(new Compute(Precision.BFLOAT16, true, 4));
        assertThat(config.part()).isEqualTo(config.withBatch(2));
        assertThatThrownBy(() -> base("accumulate = 3").part())
                .hasMessage("phases.base.accumulate must divide the 8 samples of a slice (batch / slices), got 3");
        assertThatThrownBy(() -> base("compute = half"))
                .hasMessage("phases.base.compute must be float32 or bfloat16, got 'half'");
    }

    @Test
    void superResolutionMayAttendAlongTwoAxes() {
        Config phase = ConfigFactory.parseString("attention-block = 4").withFallback(PHASE);

        assertThat(TransformerConfig.superRes(phase, GRID, TEXT, 8).block()).isEqualTo(4);
        assertThat(TransformerConfig.superRes(PHASE, GRID, TEXT, 8).block()).isZero();
    }

    @Test
    void namesTheKeyAndTheValueOfWhatCannotBe() {
        assertThatThrownBy(() -> base("heads = 3")).hasMessageContaining("heads must divide the width 256, got 3");
        assertThatThrownBy(() -> base("width = 0")).hasMessageContaining("width must be positive, got 0");
        assertThatThrownBy(() -> base("dropout = 0.1")).hasMessageContaining("phases.base.dropout must be 0");
        assertThatThrownBy(() -> base("label-smoothing = 1.5"))
                .hasMessageContaining("phases.base.label-smoothing must be in [0, 1), got 1.5");
        assertThatThrownBy(() -> base("attention-block = 3")).hasMessageContaining("must divide both sides");
        assertThatThrownBy(() -> base("attention-block = 2, heads = 1")).hasMessageContaining("even number of heads");
        assertThatThrownBy(() -> new TokenGrid(8, 8, 1)).hasMessageContaining("at least 2, got 1");
    }

    @Test
    void blockOrderPutsBlocksOneAfterTheOther() {
        int[] order = BlockOrder.of(new TokenGrid(4, 4, 2), 2);

        assertThat(order).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        int[] inverse = BlockOrder.inverse(order);
        assertThat(IntStream.range(0, 16).map(token -> order[inverse[token]]))
                .containsExactlyElementsOf(IntStream.range(0, 16).boxed().toList());
    }

    private static TransformerConfig base(String changed) {
        return TransformerConfig.base(ConfigFactory.parseString(changed).withFallback(PHASE), GRID, TEXT, 8);
    }
}
