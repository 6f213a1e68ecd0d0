package org.pieria.worker.jobs;

import java.awt.image.BufferedImage;
import org.pieria.model.editing.Region;
import org.pieria.worker.data.Pictures;

/**
 * A picture and which of its pixels are painted anew. As in training, a model sees the centred square, alpha blended onto
 * white, made smaller or larger by averaging areas.
 *
 * @param picture RGB
 * @param mask of the same size: white where painted anew, black elsewhere
 */
public record EditCanvas(BufferedImage picture, BufferedImage mask) {

    private static final int WHITE = 0xFFFFFF;
    private static final int MIDDLE = 128;

    public EditCanvas {
        if (mask.getWidth() != picture.getWidth() || mask.getHeight() != picture.getHeight()) {
            throw new IllegalArgumentException("the mask is " + size(mask) + " pixels and the image " + size(picture)
                    + "; a mask must have its image's size");
        }
    }

    /** Nothing is hidden: for editing without a mask. */
    public static EditCanvas whole(BufferedImage image) {
        return new EditCanvas(onWhite(image), like(image));
    }

    /** Hides what is white in a mask of the same size, or transparent, or nearer to white than to black. */
    public static EditCanvas masked(BufferedImage image, BufferedImage mask) {
        byte[] rgb = Pictures.rgb(mask);
        BufferedImage hidden = like(mask);
        for (int pixel = 0; pixel < rgb.length / Pictures.CHANNELS; pixel++) {
            int sum = 0;
            for (int channel = 0; channel < Pictures.CHANNELS; channel++) {
                sum += rgb[pixel * Pictures.CHANNELS + channel] & 0xFF;
            }
            if (sum >= MIDDLE * Pictures.CHANNELS) {
                hidden.setRGB(pixel % mask.getWidth(), pixel / mask.getWidth(), WHITE);
            }
        }
        return new EditCanvas(onWhite(image), hidden);
    }

    /** Hides a rectangle, which must lie within the image. */
    public static EditCanvas boxed(BufferedImage image, Box box) {
        if (box.x() + box.width() > image.getWidth() || box.y() + box.height() > image.getHeight()) {
            throw new IllegalArgumentException(
                    "the box " + box + " reaches beyond the image, which is " + size(image) + " pixels");
        }
        BufferedImage mask = like(image);
        fill(mask, box);
        return new EditCanvas(onWhite(image), mask);
    }

    /**
     * Places the image within a larger square, of which the rest is hidden. There the image's edge is repeated, so that the
     * tokens at its border are made from something like it.
     */
    public static EditCanvas extended(BufferedImage image, Margins margins) {
        int width = image.getWidth() + margins.left() + margins.right();
        int height = image.getHeight() + margins.top() + margins.bottom();
        if (width != height) {
            throw new IllegalArgumentException("the canvas would be " + width + " x " + height
                    + " pixels, but the model paints squares: choose margins around the image, which is " + size(image)
                    + " pixels, that make one");
        }
        BufferedImage source = onWhite(image);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int fromX = Math.max(0, Math.min(image.getWidth() - 1, x - margins.left()));
                int fromY = Math.max(0, Math.min(image.getHeight() - 1, y - margins.top()));
                picture.setRGB(x, y, source.getRGB(fromX, fromY));
                boolean inside = fromX == x - margins.left() && fromY == y - margins.top();
                mask.setRGB(x, y, inside ? 0 : WHITE);
            }
        }
        return new EditCanvas(picture, mask);
    }

    /**
     * A rectangle of pixels.
     *
     * @param x of its left edge, from 0
     * @param y of its upper edge, from 0
     */
    public record Box(int x, int y, int width, int height) {

        public Box {
            if (x < 0 || y < 0 || width < 1 || height < 1) {
                throw new IllegalArgumentException("a box is x,y,width,height with x and y at least 0 and a size of at"
                        + " least 1 x 1, got " + x + "," + y + "," + width + "," + height);
            }
        }

        @Override
        public String toString() {
            return x + "," + y + "," + width + "," + height;
        }
    }

    /** Pixels that are added at each edge. */
    public record Margins(int left, int top, int right, int bottom) {

        public Margins {
            boolean none = left == 0 && top == 0 && right == 0 && bottom == 0;
            if (left < 0 || top < 0 || right < 0 || bottom < 0 || none) {
                throw new IllegalArgumentException("margins are left,top,right,bottom in pixels, none negative and one"
                        + " above 0, got " + left + "," + top + "," + right + "," + bottom);
            }
        }
    }

    /** [side, side, 3] in [0, 1]: what an encoder sees. */
    public float[] pixels(int side) {
        byte[] rgb = Pictures.square(picture, side);
        float[] pixels = new float[rgb.length];
        Pictures.toFloats(rgb, pixels, 0);
        return pixels;
    }

    /** The pixels that are painted anew at a size: those of which any part is. */
    public Region region(int side) {
        byte[] rgb = Pictures.square(mask, side);
        boolean[] hidden = new boolean[side * side];
        for (int pixel = 0; pixel < hidden.length; pixel++) {
            hidden[pixel] = rgb[pixel * Pictures.CHANNELS] != 0;
        }
        return new Region(side, hidden);
    }

    private static void fill(BufferedImage mask, Box box) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                mask.setRGB(x, y, WHITE);
            }
        }
    }

    private static BufferedImage onWhite(BufferedImage image) {
        byte[] rgb = Pictures.rgb(image);
        BufferedImage opaque = like(image);
        for (int pixel = 0; pixel < rgb.length / Pictures.CHANNELS; pixel++) {
            int at = pixel * Pictures.CHANNELS;
            int value = (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | (rgb[at + 2] & 0xFF);
            opaque.setRGB(pixel % image.getWidth(), pixel / image.getWidth(), value);
        }
        return opaque;
    }

    private static BufferedImage like(BufferedImage image) {
        return new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    }

    private static String size(BufferedImage image) {
        return image.getWidth() + " x " + image.getHeight();
    }
}
