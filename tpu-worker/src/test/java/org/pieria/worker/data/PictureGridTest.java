package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PictureGridTest {

    private static final float[] RED = picture(1, 0, 0);
    private static final float[] OUTSIDE = picture(-3, 7, 0.5f);

    @TempDir
    Path directory;

    @Test
    void putsPicturesInRowsAndClipsWhatIsOutside() throws IOException {
        Path file = directory.resolve("grid.png");

        new PictureGrid(List.of(RED, RED, OUTSIDE), 64, 2, List.of()).write(file);

        BufferedImage grid = Pictures.decode(Files.readAllBytes(file));
        assertThat(grid.getWidth()).isEqualTo(2 * 128 + 3 * 8);
        assertThat(grid.getHeight()).isEqualTo(2 * 128 + 3 * 8);
        assertThat(grid.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(grid.getRGB(8, 8)).isEqualTo(0xFFFF0000);
        assertThat(grid.getRGB(8 + 127, 8 + 136 + 127)).isEqualTo(0xFF00FF80);
        assertThat(grid.getRGB(8 + 136, 8 + 136)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void leavesRoomForCaptions() throws IOException {
        PictureGrid with = new PictureGrid(List.of(RED), 64, 4, List.of("a square that is red all over"));
        PictureGrid without = new PictureGrid(List.of(RED), 64, 4, List.of());

        assertThat(Pictures.decode(with.png()).getHeight())
                .isEqualTo(Pictures.decode(without.png()).getHeight() + CaptionPainter.HEIGHT);
    }

    @Test
    void refusesPicturesOfAnotherSizeAndMissingCaptions() {
        assertThatThrownBy(() -> new PictureGrid(List.of(RED), 32, 1, List.of()))
                .hasMessage("a picture has side x side x 3 values, got 12288");
        assertThatThrownBy(() -> new PictureGrid(Collections.nCopies(3, RED), 64, 1, List.of("one")))
                .hasMessage("a grid of 3 pictures needs as many captions, or none, got 1");
    }

    @Test
    void drawsNoCaptionsWhereTextCannotBeDrawn() {
        BufferedImage broken = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB) {
            @Override
            public java.awt.Graphics2D createGraphics() {
                throw new InternalError("Fontconfig head is null");
            }
        };

        assertThat(new CaptionPainter(8).paint(broken, List.of(new CaptionPainter.Label("caption", 0, 0))))
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where fonts come from a configuration that can be taken away
    void writesCaptionsBesideTheGridOnAMachineWithoutFonts() throws Exception {
        Path file = directory.resolve("grid.png");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.awt.fontconfig=/dev/null/none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutFonts.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(file).isNotEmptyFile();
        assertThat(directory.resolve("grid.png.txt")).hasContent("a caption\nanother");
    }

    /** Writes a grid in a process of its own. */
    static final class WithoutFonts {

        private WithoutFonts() {}

        public static void main(String[] arguments) throws IOException {
            new PictureGrid(List.of(RED, RED), 64, 2, List.of("a caption", "another")).write(Path.of(arguments[0]));
        }
    }

    private static float[] picture(float red, float green, float blue) {
        float[] picture = new float[64 * 64 * 3];
        for (int i = 0; i < picture.length; i += 3) {
            picture[i] = red;
            picture[i + 1] = green;
            picture[i + 2] = blue;
        }
        return picture;
    }
}
