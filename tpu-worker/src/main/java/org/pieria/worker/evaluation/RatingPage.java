package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.random.CounterRandom;
import org.pieria.worker.data.Pictures;

/**
 * A page on which people say which of two pictures matches a caption better, as in Muse's comparison (section 3.2). It
 * needs no server; sides are drawn by a seed, and files neither have names nor other data that tell whose they are.
 *
 * @param ours folder of pictures named by the number of their caption, {@code 00000.png} and so on
 * @param theirs the same of another model
 */
public record RatingPage(Path ours, Path theirs, long seed) {

    private static final List<String> ENDINGS = List.of("png", "jpg", "jpeg");

    /**
     * What was written.
     *
     * @param page to be opened in a browser, with its folder
     * @param key which side is whose; not in that folder
     */
    public record Written(Path page, Path key, int pairs) {}

    /** Two files of one caption. */
    private record Paths(Path ours, Path theirs) {}

    /**
     * Writes the page for all captions.
     *
     * @param folder receives the page and its images
     * @throws IllegalArgumentException when a picture is missing, naming it
     */
    public Written write(CaptionList captions, Path folder) throws IOException {
        List<Paths> files = new ArrayList<>();
        for (CaptionList.Entry entry : captions.entries()) {
            files.add(new Paths(picture(ours, entry), picture(theirs, entry)));
        }
        RatingKey key = key(captions);
        Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < files.size(); i++) {
            boolean left = key.pairs().get(i).oursIsLeft();
            copy(files.get(i).ours(), image(folder, i, left));
            copy(files.get(i).theirs(), image(folder, i, !left));
        }
        Path page = folder.resolve("index.html");
        Files.writeString(page, html(captions, key.page()));
        Path keyFile = folder.resolveSibling(folder.getFileName() + ".key.json");
        key.write(keyFile);
        return new Written(page, keyFile, files.size());
    }

    private static Path picture(Path folder, CaptionList.Entry entry) {
        String stem = PictureFolder.name(entry.number()).replace(".png", "");
        return ENDINGS.stream()
                .map(ending -> folder.resolve(stem + "." + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the folder " + folder + " lacks " + stem
                        + ".png (or .jpg), the picture of \"" + entry.caption() + "\""));
    }

    private RatingKey key(CaptionList captions) {
        CounterRandom random = CounterRandom.of(seed).at("sides");
        List<RatingKey.Pair> pairs = captions.entries().stream()
                .map(entry ->
                        new RatingKey.Pair(entry.number(), entry.category(), random.uniform(entry.number()) < 0.5))
                .toList();
        return new RatingKey(
                captions.sha256().substring(0, 12) + "-"
                        + Long.toHexString(random.at("page").bits(0)),
                pairs);
    }

    private static Path image(Path folder, int pair, boolean left) {
        return folder.resolve("images").resolve("%05d-%s.png".formatted(pair, left ? "left" : "right"));
    }

    /** Written anew, so that no other data of a file tell whose it is. */
    private static void copy(Path from, Path to) throws IOException {
        try {
            byte[] file = Files.readAllBytes(from);
            BufferedImage image = Pictures.decode(file);
            int side = Math.min(image.getWidth(), image.getHeight());
            PictureFolder.write(new Picture(Pictures.square(file, side), side, side), to);
        } catch (IOException broken) {
            throw new IllegalArgumentException(
                    "the picture " + from + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static String html(CaptionList captions, String page) throws IOException {
        ArrayNode list = Json.object().putArray("captions");
        captions.captions().forEach(list::add);
        // A caption could hold "</script>".
        String json = Json.compact(list).replace("<", "\\u003c");
        try (InputStream template = RatingPage.class.getResourceAsStream("rating.html")) {
            if (template == null) {
                throw new IllegalStateException("the resource rating.html is missing");
            }
            String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("{page}", page).replace("\"{captions}\"", json);
        }
    }
}
