package org.pieria.model.editing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.pieria.model.random.CounterRandom;

class RegionTest {

    private static final int MASK = 9;

    @Property(tries = 50)
    void everyPixelOfTheRegionIsInItsTokensAndBothResolutionsAgree(@ForAll long seed) {
        Region pixels = random(seed, 32);

        Region low = pixels.coarser(4);
        Region high = low.finer(8);

        for (int place = 0; place < 32 * 32; place++) {
            int token = place / 32 / 8 * 4 + place % 32 / 8;
            assertThat(!pixels.hidden()[place] || low.hidden()[token]).isTrue();
        }
        assertThat(high.coarser(4).hidden()).isEqualTo(low.hidden());
        assertThat(high.count()).isEqualTo(4 * low.count());
    }

    @Property(tries = 50)
    void hidesTheTokensOfTheRegionAndNoOther(@ForAll long seed) {
        Region region = random(seed, 4);
        int[] tokens = new int[16];
        int[] masked = region.hide(tokens, MASK);

        for (int place = 0; place < 16; place++) {
            assertThat(masked[place]).isEqualTo(region.hidden()[place] ? MASK : 0);
        }
        assertThat(tokens).containsOnly(0);
    }

    @Test
    void touchesATokenWithASinglePixel() {
        boolean[] pixels = new boolean[64];
        pixels[3 * 8 + 4] = true;

        assertThat(new Region(8, pixels).coarser(2).hidden()).containsExactly(false, true, false, false);
    }

    @Test
    void refusesGridsThatDoNotMatch() {
        assertThatThrownBy(() -> random(1, 8).coarser(3)).hasMessageContaining("grids of 8 and 3 cells");
        assertThatThrownBy(() -> random(1, 8).hide(new int[63], MASK)).hasMessageContaining("does not fit 63 tokens");
        assertThatThrownBy(() -> new Region(2, new boolean[3])).hasMessageContaining("needs 4 cells, got 3");
    }

    private static Region random(long seed, int side) {
        boolean[] hidden = new boolean[side * side];
        CounterRandom random = CounterRandom.of(seed);
        for (int place = 0; place < hidden.length; place++) {
            hidden[place] = random.below(place, 40) == 0;
        }
        return new Region(side, hidden);
    }
}
