package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConstantImageTest {

    private static final int SIDE = 4;
    private static final int VALUES = SIDE * SIDE * 3;

    @Test
    void agreesWithTheErrorOfItsOwnPicture() {
        float[] images = Pictures.discs(3, 5, SIDE);

        ConstantImage constant = ConstantImage.ofSide(SIDE).plus(images);

        assertThat(constant.best().meanSquaredError()).isCloseTo(error(images, constant.picture()), within(1e-7));
    }

    @Test
    void knowsTheBestSingleColour() {
        float[] halfRed = new float[VALUES];
        for (int i = 0; i < VALUES / 2; i += 3) {
            halfRed[i] = 1;
        }

        ConstantImage constant = ConstantImage.ofSide(SIDE).plus(halfRed);

        assertThat(constant.bestColour().meanSquaredError()).isCloseTo(0.25 / 3, within(1e-12));
        assertThat(constant.best().decibels()).isInfinite();
    }

    @Test
    void isTheSameInPartsAsInOne() {
        float[] images = Pictures.discs(4, 6, SIDE);

        ConstantImage first = ConstantImage.ofSide(SIDE).plus(Arrays.copyOf(images, 2 * VALUES));
        ConstantImage rest = ConstantImage.ofSide(SIDE).plus(Arrays.copyOfRange(images, 2 * VALUES, 6 * VALUES));

        assertThat(first.plus(rest).best().squaredError())
                .isCloseTo(ConstantImage.ofSide(SIDE).plus(images).best().squaredError(), within(1e-10));
    }

    @Test
    void refusesHalfAnImage() {
        assertThatThrownBy(() -> ConstantImage.ofSide(SIDE).plus(new float[5]))
                .hasMessage("images must have 48 values each, was 5");
    }

    private static double error(float[] images, float[] picture) {
        Psnr psnr = Psnr.none();
        for (int start = 0; start < images.length; start += VALUES) {
            psnr = psnr.plus(Arrays.copyOfRange(images, start, start + VALUES), picture);
        }
        return psnr.meanSquaredError();
    }
}
