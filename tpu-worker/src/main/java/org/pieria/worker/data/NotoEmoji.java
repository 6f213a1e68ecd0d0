package org.pieria.worker.data;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The art of the demonstration set: Google's Noto emoji at 64 x 64 pixels, each with its description and keywords. Both
 * come with the program, so the demonstration needs no network.
 *
 * <p>Holds all sheets decoded (about 17 MB); let it go when the shards are written. Safe for several threads.
 */
public final class NotoEmoji {

    /** Pixels per side of every picture. */
    public static final int SIDE = 64;

    private static final String INDEX = "/demo/noto.tsv";
    private static final String ART = "/demo/noto.zip";
    private static final Pattern SHEET = Pattern.compile(".*/emoji_google_sheet_(\\d+)\\.png");
    /** A cell has a border of one pixel on each side. */
    private static final int PITCH = SIDE + 2;

    private final List<Emoji> all;
    private final Map<Integer, BufferedImage> sheets;

    private NotoEmoji(List<Emoji> all, Map<Integer, BufferedImage> sheets) {
        this.all = all;
        this.sheets = sheets;
    }

    /**
     * Reads index and art from the class path.
     *
     * @throws IOException when a resource is missing or cannot be decoded
     */
    public static NotoEmoji load() throws IOException {
        return new NotoEmoji(readIndex(), readSheets());
    }

    /** Every distinct picture, in the order of emoji keyboards; the first with a concept has no skin tone. */
    public List<Emoji> all() {
        return all;
    }

    /** The picture, [64, 64], palette with alpha. */
    public BufferedImage picture(Emoji emoji) {
        BufferedImage sheet = sheets.get(emoji.cell().sheet());
        if (sheet == null) {
            throw new IllegalStateException("the art has no sheet "
                    + emoji.cell().sheet() + ", which " + emoji.codePoints() + " needs: build the module again");
        }
        return sheet.getSubimage(1, 1 + PITCH * emoji.cell().row(), SIDE, SIDE);
    }

    private static List<Emoji> readIndex() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource(INDEX), StandardCharsets.UTF_8))) {
            return inheritKeywords(reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(NotoEmoji::parse)
                    .toList());
        }
    }

    private static Emoji parse(String line) {
        String[] columns = line.split("\t", -1);
        Emoji.Cell cell = new Emoji.Cell(Integer.parseInt(columns[1]), Integer.parseInt(columns[2]));
        List<String> keywords = columns[6].isEmpty() ? List.of() : List.of(columns[6].split(",", -1));
        return new Emoji(columns[0], cell, columns[3], columns[4], columns[5], keywords);
    }

    /** The index leaves out a skin tone's keywords, which are its concept's. */
    private static List<Emoji> inheritKeywords(List<Emoji> all) {
        Map<String, Emoji> concepts = all.stream()
                .filter(emoji -> !emoji.hasSkinTone())
                .collect(Collectors.toMap(Emoji::concept, Function.identity()));
        return all.stream()
                .map(emoji -> withKeywordsOf(concepts.getOrDefault(emoji.concept(), emoji), emoji))
                .toList();
    }

    private static Emoji withKeywordsOf(Emoji concept, Emoji emoji) {
        return new Emoji(
                emoji.codePoints(),
                emoji.cell(),
                emoji.category(),
                emoji.concept(),
                emoji.description(),
                concept.keywords());
    }

    private static Map<Integer, BufferedImage> readSheets() throws IOException {
        Map<Integer, BufferedImage> sheets = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(resource(ART))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Matcher sheet = SHEET.matcher(entry.getName());
                if (sheet.matches()) {
                    sheets.put(Integer.valueOf(sheet.group(1)), Pictures.decode(zip.readAllBytes()));
                }
            }
        }
        return Map.copyOf(sheets);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = NotoEmoji.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("the resource " + name + " is not on the class path: build the module tpu-worker"
                    + " with Maven, which fetches it");
        }
        return stream;
    }
}
