package org.pieria.worker.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures side by side with their captions, for people to look at.
 *
 * @param pictures each [side, side, 3], row-major, in [0, 1]; values outside are clipped
 * @param side pixels per side of every picture
 * @param columns pictures in a row
 * @param captions one for each picture, or none at all
 */
public record PictureGrid(List<float[]> pictures, int side, int columns, List<String> captions) {

    /** Pictures smaller than this are enlarged by a whole number, so that captions have room. */
    private static final int LEGIBLE = 128;

    private static final int GAP = 8;
    private static final int WHITE = 0xFFFFFF;

    public PictureGrid {
        pictures = List.copyOf(pictures);
        captions = List.copyOf(captions);
        require(!pictures.isEmpty(), "a grid needs at least one picture", 0);
        require(side > 0, "side must be positive", side);
        require(columns > 0, "columns must be positive", columns);
        require(
                captions.isEmpty() || captions.size() == pictures.size(),
                "a grid of " + pictures.size() + " pictures needs as many captions, or none",
                captions.size());
        for (float[] picture : pictures) {
            require(
                    picture.length == side * side * Pictures.CHANNELS,
                    "a picture has side x side x 3 values",
                    picture.length);
        }
    }

    /**
     * Writes the grid as a PNG file, all of it or nothing. On a machine without fonts the captions go into a text file
     * beside it, {@code FILE.txt}, one in a line.
     */
    public void write(Path file) throws IOException {
        Rendered rendered = render();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Unfinished.publish(file, rendered.png);
        if (!rendered.captioned) {
            Unfinished.publish(
                    file.resolveSibling(file.getFileName() + ".txt"),
                    String.join("\n", captions).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The grid as the bytes of a PNG file, with captions if this machine has fonts. */
    public byte[] png() throws IOException {
        return render().png;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Rendered(byte[] png, boolean captioned) {}

    private Rendered render() throws IOException {
        BufferedImage image = blank();
        for (int i = 0; i < pictures.size(); i++) {
            paint(image, i);
        }
        boolean captioned = captions.isEmpty() || new CaptionPainter(cell()).paint(image, labels());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return new Rendered(bytes.toByteArray(), captioned);
    }

    private BufferedImage blank() {
        int rows = (pictures.size() + columns - 1) / columns;
        int width = Math.min(columns, pictures.size()) * (cell() + GAP) + GAP;
        BufferedImage image = new BufferedImage(width, rows * rowHeight() + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, WHITE);
            }
        }
        return image;
    }

    private void paint(BufferedImage image, int number) {
        float[] picture = pictures.get(number);
        int scale = cell() / side;
        for (int y = 0; y < cell(); y++) {
            for (int x = 0; x < cell(); x++) {
                int at = (y / scale * side + x / scale) * Pictures.CHANNELS;
                image.setRGB(left(number) + x, top(number) + y, colour(picture, at));
            }
        }
    }

    private static int colour(float[] picture, int at) {
        return level(picture[at]) << 16 | level(picture[at + 1]) << 8 | level(picture[at + 2]);
    }

    private static int level(float value) {
        return Math.round(Math.min(1, Math.max(0, value)) * 255);
    }

    private List<CaptionPainter.Label> labels() {
        List<CaptionPainter.Label> labels = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            labels.add(new CaptionPainter.Label(captions.get(i), left(i), top(i) + cell()));
        }
        return labels;
    }

    private int cell() {
        return side * Math.max(1, (LEGIBLE + side - 1) / side);
    }

    private int rowHeight() {
        return cell() + GAP + (captions.isEmpty() ? 0 : CaptionPainter.HEIGHT);
    }

    private int left(int number) {
        return GAP + number % columns * (cell() + GAP);
    }

    private int top(int number) {
        return GAP + number / columns * rowHeight();
    }

    private static void require(boolean holds, String rule, int got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
