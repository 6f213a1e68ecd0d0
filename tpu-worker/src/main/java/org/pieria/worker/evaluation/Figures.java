package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.json.Json;

/**
 * The folder {@code evaluation} of a run. Every figure is a file of its own with all that it depends on; the file's name
 * ends in a digest of that, so the same figure made otherwise never takes another's place.
 */
final class Figures {

    private static final int DIGEST = 8;

    private final Path folder;
    private final Consumer<String> heard;

    Figures(Path run, Consumer<String> heard) {
        this.folder = run.resolve("evaluation");
        this.heard = heard;
    }

    /** Writes a figure and tells it. */
    void write(String name, double value, ObjectNode facts) throws IOException {
        ObjectNode figure = Json.object().put("figure", name).put("value", value);
        figure.setAll(facts);
        Files.createDirectories(folder);
        Path file = folder.resolve(
                slug(name) + "-" + Sha256.hex(Json.compact(facts)).substring(0, DIGEST) + ".json");
        Files.writeString(file, Json.pretty(figure) + "\n");
        heard.accept(String.format(Locale.ROOT, "%-44s %12.6g  %s", name, value, file.getFileName()));
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
