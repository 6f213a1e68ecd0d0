package org.pieria.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PicturesTest {

    @Test
    void aPictureOfTheRightSizeKeepsItsBytes() throws IOException {
        byte[] pixels = noise(16);

        assertThat(Pictures.square(StoredPng.encode(pixels, 16), 16)).isEqualTo(pixels);
    }

    @Property(tries = 40)
    void resizingAveragesTheAreaUnderEachPixel(
            @ForAll @IntRange(min = 1, max = 40) int from, @ForAll @IntRange(min = 1, max = 40) int to) {
        byte[] pixels = noise(from);

        byte[] resized = BoxFilter.resize(pixels, from, to);

        double[] expected = averaged(pixels, from, to);
        for (int i = 0; i < resized.length; i++) {
            assertThat((double) (resized[i] & 0xFF)).isCloseTo(expected[i], within(0.5 + 1e-6));
        }
    }

    @Test
    void blendsTransparencyOntoWhite() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x80FF0000);

        assertThat(Pictures.square(file(image, "png"), 1)).containsExactly(255, 127, 127);
    }

    @Test
    void takesGreyValuesAsTheyStandInTheFile() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);

        assertThat(Pictures.square(file(image, "png"), 2)).containsOnly(100);
    }

    @Test
    void readsGreyWithTransparency() throws IOException {
        assertThat(Pictures.square(file(greyWithAlpha(100, 0), "png"), 1)).containsExactly(255, 255, 255);
        assertThat(Pictures.square(file(greyWithAlpha(100, 255), "png"), 1)).containsExactly(100, 100, 100);
    }

    @Test
    void readsSixteenBitsPerSample() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 0x6464);

        assertThat(Pictures.square(file(image, "png"), 1)).containsExactly(0x64, 0x64, 0x64);
    }

    @Test
    void keepsEightBitsOfSixteenInColoursAndInTransparency() throws IOException {
        BufferedImage colours = deep(ColorSpace.CS_sRGB, 0x6464, 0x64FF, 0xFFFF);
        BufferedImage translucent = deep(ColorSpace.CS_sRGB, 0xFFFF, 0, 0, 0x8080);
        BufferedImage grey = deep(ColorSpace.CS_GRAY, 0x6464, 0x8080);

        assertThat(Pictures.square(file(colours, "png"), 1)).containsExactly(100, 101, 255);
        assertThat(Pictures.square(file(translucent, "png"), 1)).containsExactly(255, 127, 127);
        assertThat(Pictures.square(file(grey, "png"), 1)).containsExactly(177, 177, 177);
    }

    @Test
    void enlargesASinglePixelAndTheMiddleOfASingleColumn() throws IOException {
        BufferedImage column = new BufferedImage(1, 3, BufferedImage.TYPE_INT_RGB);
        column.setRGB(0, 1, 0x102030);

        assertThat(Pictures.square(file(column, "png"), 2))
                .containsExactly(16, 32, 48, 16, 32, 48, 16, 32, 48, 16, 32, 48);
    }

    @Test
    void readsPalettes() throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(0, 0, 0xFFFF0000);

        assertThat(Arrays.copyOf(Pictures.square(file(image, "png"), 2), 6)).containsExactly(255, 0, 0, 0, 0, 0);
    }

    @Test
    void readsJpeg() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0x2060C0);
        }

        byte[] mean = Pictures.square(file(image, "jpg"), 1);

        assertThat(mean[0] & 0xFF).isCloseTo(0x20, within(3));
        assertThat(mean[1] & 0xFF).isCloseTo(0x60, within(3));
        assertThat(mean[2] & 0xFF).isCloseTo(0xC0, within(3));
    }

    @Test
    void takesTheCentreOfAPictureThatIsNotSquare() throws IOException {
        BufferedImage wide = new BufferedImage(6, 2, BufferedImage.TYPE_INT_RGB);
        for (int x = 2; x < 4; x++) {
            wide.setRGB(x, 0, 0xFFFFFF);
            wide.setRGB(x, 1, 0xFFFFFF);
        }

        assertThat(Pictures.square(file(wide, "png"), 1)).containsExactly(255, 255, 255);
    }

    @Test
    void givesModelsValuesFromZeroToOne() {
        float[] batch = {-1, -1, -1, -1, -1};

        Pictures.toFloats(new byte[] {0, (byte) 255, 51}, batch, 1);

        assertThat(batch).containsExactly(-1, 0, 1, 0.2f, -1);
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> Pictures.decode("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("neither PNG nor JPEG");
    }

    @Test
    void refusesInks() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
            writer.write(null, new IIOImage(inks, null, null), null);
        }

        assertThatThrownBy(() -> Pictures.decode(bytes.toByteArray())).hasMessageContaining("is in CMYK");
    }

    @Test
    void refusesAPictureThatIsCutOff() {
        byte[] whole = StoredPng.encode(noise(16), 16);

        for (int length : new int[] {20, 40, whole.length / 2}) {
            assertThatThrownBy(() -> Pictures.decode(Arrays.copyOf(whole, length)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAJpegThatIsCutOffWhoseRestTheDecoderWouldPaintGrey() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        byte[] whole = file(image, "jpg");

        assertThat(Pictures.decode(whole).getWidth()).isEqualTo(64);
        for (int length : new int[] {100, 620, whole.length / 2, whole.length - 20}) {
            assertThatThrownBy(() -> Pictures.decode(Arrays.copyOf(whole, length)))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Pictures.decode(Arrays.copyOf(whole, whole.length / 2)))
                .hasMessageStartingWith("is cut off: ");
    }

    @Test
    void refusesAPictureThatWouldFillTheMemory() {
        byte[] bomb = StoredPng.encode(noise(16), 16);
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());

        assertThatThrownBy(() -> Pictures.decode(bomb)).hasMessage("has 10000000000 pixels, more than 67108864");
    }

    private static BufferedImage greyWithAlpha(int grey, int alpha) {
        return pixel(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, grey, alpha);
    }

    /** A pixel of 16 bits per sample. */
    private static BufferedImage deep(int space, int... samples) {
        return pixel(space, DataBuffer.TYPE_USHORT, samples);
    }

    /** An even number of samples has alpha as the last one. */
    private static BufferedImage pixel(int space, int type, int... samples) {
        boolean alpha = samples.length % 2 == 0;
        int transparency = alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
        ComponentColorModel model =
                new ComponentColorModel(ColorSpace.getInstance(space), alpha, false, transparency, type);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, samples);
        return new BufferedImage(model, raster, false, null);
    }

    private static byte[] noise(int side) {
        byte[] pixels = new byte[side * side * 3];
        new Random(side).nextBytes(pixels);
        return pixels;
    }

    private static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    /** The same in double precision, by brute force over all pairs of pixels. */
    private static double[] averaged(byte[] pixels, int from, int to) {
        double[] result = new double[to * to * 3];
        double size = (double) from / to;
        for (int i = 0; i < result.length; i++) {
            int x = i / 3 % to;
            int y = i / 3 / to;
            for (int j = i % 3; j < pixels.length; j += 3) {
                double area = overlap(x * size, size, j / 3 % from) * overlap(y * size, size, j / 3 / from);
                result[i] += area / (size * size) * (pixels[j] & 0xFF);
            }
        }
        return result;
    }

    private static double overlap(double start, double length, int pixel) {
        return Math.max(0, Math.min(start + length, pixel + 1.0) - Math.max(start, pixel));
    }
}
