package org.pieria.worker.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * From the bytes of a PNG or JPEG file to the square of colours that a model sees. Uses no floating point and keeps
 * nothing, so the same file gives the same bits in every thread of every host.
 */
public final class Pictures {

    /** Red, green, blue. */
    public static final int CHANNELS = 3;

    /** A picture with more pixels is refused before its memory is asked for. */
    static final long MAX_PIXELS = 64L << 20;

    private Pictures() {}

    /**
     * Decodes a PNG or JPEG file, of 1 x 1 pixel or more: grey, colours or a palette, with alpha or without. Of 16 bits per
     * sample 8 are kept, rounded; grey values are taken as they stand; what the file says of colour profiles is left to the JDK.
     *
     * @throws IOException when the bytes are no such picture, are cut off, or hold more than 64 megapixels
     */
    public static BufferedImage decode(byte[] file) throws IOException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(input);
            try {
                reader.setInput(input, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(ImageInputStream input) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            throw new IOException("neither PNG nor JPEG");
        }
        return readers.next();
    }

    private static BufferedImage decode(ImageReader reader) throws IOException {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new IOException("has " + pixels + " pixels, more than " + MAX_PIXELS);
            }
            return screenColours(whole(reader));
        } catch (IIOException unsupported) {
            throw "Unsupported Image Type".equals(unsupported.getMessage()) ? inks(unsupported) : unsupported;
        } catch (RuntimeException broken) {
            // The JDK's readers answer some damaged files with IllegalArgumentException and the like.
            throw new IOException("cannot be decoded: " + broken.getMessage(), broken);
        }
    }

    /** The JDK fills the missing part of a JPEG with grey, and says so in a warning alone. */
    private static BufferedImage whole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            if (warning.startsWith("Truncated File") || warning.contains("premature end")) {
                throw new IOException("is cut off: " + warning);
            }
        }
        return image;
    }

    private static BufferedImage screenColours(BufferedImage image) throws IOException {
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            throw inks(null);
        }
        return image;
    }

    /** Some JDKs refuse CMYK, others turn it into colours that no viewer shows: it is refused everywhere. */
    private static IOException inks(@Nullable IIOException cause) {
        return new IOException("is in CMYK, which has no certain colours on a screen: convert it to sRGB", cause);
    }

    /**
     * The centred square of a picture at the wanted size, alpha blended onto white.
     *
     * @param file a PNG or JPEG file
     * @param side pixels per side, at least 1
     * @return [height, width, 3], row-major, sRGB bytes
     */
    public static byte[] square(byte[] file, int side) throws IOException {
        return square(decode(file), side);
    }

    /** The same of a picture that is decoded already. */
    public static byte[] square(BufferedImage image, int side) {
        int from = Math.min(image.getWidth(), image.getHeight());
        BufferedImage centre =
                image.getSubimage((image.getWidth() - from) / 2, (image.getHeight() - from) / 2, from, from);
        return BoxFilter.resize(rgb(centre), from, side);
    }

    /**
     * Turns sRGB bytes into what a model eats: floats in [0, 1].
     *
     * @param target receives {@code bytes.length} values from {@code offset} on
     */
    public static void toFloats(byte[] bytes, float[] target, int offset) {
        for (int i = 0; i < bytes.length; i++) {
            target[offset + i] = (bytes[i] & 0xFF) / 255f;
        }
    }

    /** [height, width, 3], sRGB bytes, alpha blended onto white. */
    public static byte[] rgb(BufferedImage image) {
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * CHANNELS];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            argb(image, y, row);
            for (int x = 0; x < row.length; x++) {
                blend(row[x], rgb, (y * row.length + x) * CHANNELS);
            }
        }
        return rgb;
    }

    private static void argb(BufferedImage image, int y, int[] row) {
        if (isGrey(image.getColorModel())) {
            grey(image.getRaster(), image.getColorModel(), y, row);
        } else {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    private static boolean isGrey(ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(model instanceof IndexColorModel);
    }

    /** Java takes grey files for linear light and would brighten them; their values are sRGB already. */
    private static void grey(Raster raster, ColorModel model, int y, int[] row) {
        int max = (1 << model.getComponentSize(0)) - 1;
        for (int x = 0; x < row.length; x++) {
            int value = scaled(raster.getSample(x, y, 0), max);
            int alpha = model.hasAlpha() ? scaled(raster.getSample(x, y, 1), max) : 255;
            row[x] = alpha << 24 | value << 16 | value << 8 | value;
        }
    }

    private static int scaled(int sample, int max) {
        return (sample * 255 + max / 2) / max;
    }

    private static void blend(int argb, byte[] rgb, int at) {
        int alpha = argb >>> 24;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int value = argb >>> (16 - 8 * channel) & 0xFF;
            rgb[at + channel] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
}
