package org.pieria.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.model.editing.Region;

class EditCanvasTest {

    @Test
    void hidesWhatABoxTouchesAtAnySize() {
        EditCanvas canvas = EditCanvas.boxed(plain(8, 8, 0x102030), new EditCanvas.Box(2, 4, 3, 1));

        assertThat(places(canvas.region(8))).containsExactly(34, 35, 36);
        assertThat(places(canvas.region(4))).containsExactly(9, 10);
        assertThat(places(canvas.region(16))).hasSize(12);
        assertThat(canvas.pixels(1)).containsExactly(0x10 / 255f, 0x20 / 255f, 0x30 / 255f);
    }

    @Test
    void paintsWhatIsWhiteOrTransparentInAMaskAndKeepsWhatIsDark() {
        BufferedImage mask = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
        mask.setRGB(0, 0, 0xFFFFFFFF);
        mask.setRGB(1, 0, 0xFF404040);
        mask.setRGB(2, 0, 0x00000000);
        mask.setRGB(3, 0, 0xFF000000);

        BufferedImage hidden = EditCanvas.masked(plain(4, 1, 0), mask).mask();

        assertThat(List.of(hidden.getRGB(0, 0), hidden.getRGB(1, 0), hidden.getRGB(2, 0), hidden.getRGB(3, 0)))
                .containsExactly(0xFFFFFFFF, 0xFF000000, 0xFFFFFFFF, 0xFF000000);
    }

    @Test
    void takesTheValuesOfGreyMasksAsTheyStandInTheFile() {
        BufferedImage mask = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        mask.getRaster().setSample(0, 0, 0, 127);
        mask.getRaster().setSample(1, 0, 0, 128);

        BufferedImage hidden = EditCanvas.masked(plain(2, 1, 0), mask).mask();

        assertThat(hidden.getRGB(0, 0)).isEqualTo(0xFF000000);
        assertThat(hidden.getRGB(1, 0)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void extendsAnImageToASquareAndHidesOnlyWhatIsAdded() {
        BufferedImage image = plain(2, 4, 0x0000FF);
        image.setRGB(0, 0, 0xFF0000);

        EditCanvas canvas = EditCanvas.extended(image, new EditCanvas.Margins(2, 1, 1, 0));

        assertThat(places(canvas.region(5))).hasSize(25 - 8).doesNotContain(7, 8, 12, 13, 17, 18, 22, 23);
        assertThat(canvas.picture().getRGB(0, 0)).isEqualTo(0xFFFF0000);
        assertThat(canvas.picture().getRGB(2, 1)).isEqualTo(0xFFFF0000);
        assertThat(canvas.picture().getRGB(4, 4)).isEqualTo(0xFF0000FF);
    }

    @Test
    void enlargesASinglePixel() {
        EditCanvas canvas = EditCanvas.whole(plain(1, 1, 0x336699));

        assertThat(canvas.pixels(2))
                .startsWith(0x33 / 255f, 0x66 / 255f, 0x99 / 255f)
                .hasSize(12);
        assertThat(canvas.region(8).count()).isZero();
    }

    @Test
    void laysTransparencyOnWhite() {
        BufferedImage clear = new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB);

        assertThat(EditCanvas.whole(clear).pixels(3)).containsOnly(1);
    }

    @Test
    void refusesAMaskOfAnotherSize() {
        assertThatThrownBy(() -> EditCanvas.masked(plain(4, 4, 0), plain(4, 5, 0)))
                .hasMessageContaining("the mask is 4 x 5 pixels and the image 4 x 4");
    }

    private static BufferedImage plain(int width, int height, int colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, colour);
        }
        return image;
    }

    private static List<Integer> places(Region region) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < region.hidden().length; place++) {
            if (region.hidden()[place]) {
                places.add(place);
            }
        }
        return places;
    }
}
