package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PsnrTest {

    @Test
    void isTwentyDecibelsForAnErrorOfATenth() {
        Psnr psnr = Psnr.none().plus(new float[] {0.5f, 0.2f}, new float[] {0.4f, 0.3f});

        assertThat(psnr.decibels()).isCloseTo(20, within(1e-5));
    }

    @Test
    void poolsTheErrorBeforeTheLogarithm() {
        Psnr exact = Psnr.none().plus(new float[] {1}, new float[] {1});
        Psnr wrong = Psnr.none().plus(new float[] {1}, new float[] {0});

        assertThat(exact.plus(wrong).decibels()).isCloseTo(10 * Math.log10(2), within(1e-12));
        assertThat(exact.decibels()).isInfinite();
    }

    @Test
    void refusesImagesOfDifferentSize() {
        assertThatThrownBy(() -> Psnr.none().plus(new float[2], new float[3]))
                .hasMessage("reconstructions must be as many values as the images (2), was 3");
    }
}
