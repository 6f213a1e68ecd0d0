package org.pieria.worker.data;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes captions below pictures, broken into lines.
 *
 * @param width pixels that a caption may take
 */
record CaptionPainter(int width) {

    /** Pixels that a caption takes: its lines and what hangs below the last. */
    static final int HEIGHT = 44;

    private static final int SIZE = 12;
    private static final int LINES = 3;
    private static final int LINE = 13;
    private static final Logger LOG = LoggerFactory.getLogger(CaptionPainter.class);

    static {
        // Painting for a file needs no screen; asking for one can fail where DISPLAY is stale.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /** A caption and the upper left corner of its place. */
    record Label(String caption, int x, int y) {}

    /** Returns false, with the picture as it was, on a machine that has no fonts or no library to draw them. */
    boolean paint(BufferedImage image, List<Label> labels) {
        try {
            Graphics2D graphics = image.createGraphics();
            try {
                paint(graphics, labels);
                return true;
            } finally {
                graphics.dispose();
            }
        } catch (RuntimeException | LinkageError | InternalError | AWTError withoutFonts) {
            // A Java without fontconfig answers with any of these, depending on its version.
            LOG.info("No captions in pictures, since this machine cannot draw text: {}", withoutFonts.toString());
            return false;
        }
    }

    private void paint(Graphics2D graphics, List<Label> labels) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, SIZE));
        for (Label label : labels) {
            List<String> lines = lines(label.caption(), graphics.getFontMetrics());
            for (int i = 0; i < lines.size(); i++) {
                graphics.drawString(lines.get(i), label.x(), label.y() + (i + 1) * LINE);
            }
        }
    }

    /** At most as many lines as there is room for; the last ends in dots if words are left out. */
    private List<String> lines(String caption, FontMetrics font) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : caption.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || font.stringWidth(longer) <= width) {
                line = longer;
            } else {
                lines.add(shortened(line, font));
                line = word;
            }
        }
        lines.add(shortened(line, font));
        if (lines.size() <= LINES) {
            return lines;
        }
        return List.of(lines.get(0), lines.get(1), shortened(lines.get(LINES - 1) + "...", font));
    }

    private String shortened(String line, FontMetrics font) {
        String shorter = line;
        while (font.stringWidth(shorter) > width && shorter.length() > 4) {
            shorter = shorter.substring(0, shorter.length() - 4) + "...";
        }
        return shorter;
    }
}
