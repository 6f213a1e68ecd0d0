package org.pieria.worker.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads caption lists as they are published: Conceptual Captions (tsv: caption, address), PartiPrompts (tsv with a
 * heading), COCO (json with annotations).
 */
public final class CaptionFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEADINGS = List.of("prompt", "caption");

    private CaptionFiles() {}

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException with a message for the user when it is missing or of no known form
     */
    public static CaptionList read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no caption list " + file
                    + "; give a .tsv (Conceptual Captions, PartiPrompts), a .json (COCO) or a directory of shards");
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".tsv")) {
                return new CaptionList(file.getFileName().toString(), table(Files.readAllLines(file)));
            }
            if (name.endsWith(".json")) {
                return new CaptionList(file.getFileName().toString(), annotations(JSON.readTree(file.toFile())));
            }
        } catch (IllegalArgumentException | JsonProcessingException | MalformedInputException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
        throw new IllegalArgumentException(file + " ends in neither .tsv nor .json");
    }

    /** With a heading that names the column of captions, or without any and captions first. */
    private static List<CaptionList.Entry> table(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> heading = Arrays.stream(lines.get(0).split("\t", -1))
                .map(CaptionFiles::word)
                .toList();
        int caption = HEADINGS.stream().mapToInt(heading::indexOf).max().orElse(-1);
        boolean headed = caption >= 0;
        int category = headed ? heading.indexOf("category") : -1;
        List<CaptionList.Entry> entries = new ArrayList<>();
        for (String line : lines.subList(headed ? 1 : 0, lines.size())) {
            if (!line.isBlank()) {
                entries.add(row(entries.size(), line.split("\t", -1), Math.max(0, caption), category));
            }
        }
        return entries;
    }

    private static String word(String heading) {
        return heading.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
    }

    private static CaptionList.Entry row(int number, String[] cells, int caption, int category) {
        if (cells.length <= Math.max(caption, category)) {
            throw new IllegalArgumentException("row " + (number + 1) + " has " + cells.length + " columns, too few");
        }
        return new CaptionList.Entry(number, cells[caption].strip(), category < 0 ? "" : cells[category].strip());
    }

    private static List<CaptionList.Entry> annotations(JsonNode root) {
        if (!root.path("annotations").isArray()) {
            throw new IllegalArgumentException("has no array \"annotations\", as COCO's captions have");
        }
        List<CaptionList.Entry> entries = new ArrayList<>();
        for (JsonNode annotation : root.path("annotations")) {
            if (!annotation.path("caption").isTextual()) {
                throw new IllegalArgumentException("annotation " + entries.size()
                        + " has no caption; give the captions_*.json, not the instances");
            }
            String caption = annotation.path("caption").asText().strip().replaceAll("\\s+", " ");
            entries.add(new CaptionList.Entry(entries.size(), caption, ""));
        }
        return entries;
    }
}
