package org.pieria.worker.data;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One picture of the demonstration set and the words for it.
 *
 * @param codePoints lower-case hexadecimal, joined by hyphens; its name among the samples
 * @param cell where the picture stands
 * @param category one of the eight groups of emoji keyboards
 * @param concept code points of the picture without skin tone that shows the same thing
 * @param description as in Unicode's annotations: "man: light skin tone, beard"
 * @param keywords other words for it
 */
public record Emoji(
        String codePoints, Cell cell, String category, String concept, String description, List<String> keywords) {

    private static final Pattern TONE = Pattern.compile("1f3f[b-f]");
    private static final Pattern FLAG = Pattern.compile("flag: (.*)");
    private static final Pattern TAKES_ARTICLE = Pattern.compile("United .*|.* (Islands|Republic|Territory|Territories)"
            + "|European Union|Isle of Man|Netherlands|Philippines|Maldives|Bahamas|Gambia");

    /** A cell of a sheet: sheet number and row, both from 0. */
    public record Cell(int sheet, int row) {}

    public Emoji {
        keywords = List.copyOf(keywords);
    }

    /** Whether the picture differs from its concept's by a skin tone. */
    public boolean hasSkinTone() {
        return TONE.matcher(codePoints).find();
    }

    /** The description as one would say it: "the flag of Norway", "man, light skin tone, beard". */
    public String caption() {
        var flag = FLAG.matcher(description);
        if (!flag.matches()) {
            return description.replace("keycap: ", "keycap ").replace(": ", ", ");
        }
        String country = flag.group(1);
        return "the flag of " + (TAKES_ARTICLE.matcher(country).matches() ? "the " : "") + country;
    }
}
