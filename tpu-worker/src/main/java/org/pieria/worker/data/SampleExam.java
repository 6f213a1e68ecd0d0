package org.pieria.worker.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the files of a sample can be trained on: reads all of them, decodes the image. Safe for several
 * threads.
 *
 * @param file the shard
 * @param name the shard's file name
 * @param maxCaption characters (code points) to which a caption is cut
 */
record SampleExam(ShardFile file, String name, int maxCaption) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> IMAGES = List.of("png", "jpg", "jpeg");
    private static final int MAX_FILE = 256 << 20;

    /** The outcome: a sample, or why there is none. */
    record Finding(@Nullable Sample sample, @Nullable Skipped skipped, boolean cut) {}

    private static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;
        private final Skipped.Reason reason;

        Unusable(Skipped.Reason reason, String detail) {
            super(detail);
            this.reason = reason;
        }

        String detail() {
            String message = getMessage();
            return message == null ? "" : message;
        }
    }

    /**
     * Reads the files and decides.
     *
     * @throws IOException when the shard itself cannot be read, which is not the sample's fault
     */
    Finding examine(SampleFiles files) throws IOException {
        try {
            return use(files);
        } catch (Unusable unusable) {
            return new Finding(null, new Skipped(name, files.key(), unusable.reason, unusable.detail()), false);
        }
    }

    private Finding use(SampleFiles files) throws IOException, Unusable {
        Member image = image(files);
        JsonNode details = details(files);
        String caption = caption(files, details);
        String kept = cut(caption);
        String concept = details.path("concept").asText(files.key());
        Sample sample = new Sample(files.shard(), files.key(), image, kept, keywords(details), concept);
        return new Finding(sample, null, kept.length() < caption.length());
    }

    private Member image(SampleFiles files) throws IOException, Unusable {
        SampleFiles.Extent extent = files.first(IMAGES);
        if (extent == null) {
            throw new Unusable(
                    Skipped.Reason.NO_IMAGE, "found " + files.byExtension().keySet());
        }
        byte[] content = read(extent);
        try {
            Pictures.decode(content);
        } catch (IOException broken) {
            throw new Unusable(Skipped.Reason.UNREADABLE_IMAGE, String.valueOf(broken.getMessage()));
        }
        return new Member(extent.offset(), content.length, ShardFile.checksum(content));
    }

    private JsonNode details(SampleFiles files) throws IOException, Unusable {
        SampleFiles.Extent extent = files.byExtension().get("json");
        if (extent == null) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode details = JSON.readTree(read(extent));
            if (details.isObject()) {
                return details;
            }
        } catch (JsonProcessingException broken) {
            throw new Unusable(Skipped.Reason.UNREADABLE_DETAILS, broken.getOriginalMessage());
        }
        throw new Unusable(Skipped.Reason.UNREADABLE_DETAILS, "");
    }

    private String caption(SampleFiles files, JsonNode details) throws IOException, Unusable {
        SampleFiles.Extent extent = files.byExtension().get("txt");
        if (extent == null && !details.path("caption").isTextual()) {
            throw new Unusable(
                    Skipped.Reason.NO_CAPTION, "found " + files.byExtension().keySet());
        }
        String text =
                extent == null ? details.path("caption").textValue() : new String(read(extent), StandardCharsets.UTF_8);
        String caption = text.replace("\uFEFF", "").strip().replaceAll("\\s+", " ");
        if (caption.isEmpty()) {
            throw new Unusable(Skipped.Reason.EMPTY_CAPTION, "");
        }
        return caption;
    }

    private String cut(String caption) {
        if (caption.codePointCount(0, caption.length()) <= maxCaption) {
            return caption;
        }
        return caption.substring(0, caption.offsetByCodePoints(0, maxCaption)).strip();
    }

    private static List<String> keywords(JsonNode details) {
        List<String> keywords = new ArrayList<>();
        for (JsonNode keyword : details.path("keywords")) {
            if (keyword.isTextual() && !keyword.textValue().isBlank()) {
                keywords.add(keyword.textValue().strip());
            }
        }
        return keywords;
    }

    private byte[] read(SampleFiles.Extent extent) throws IOException, Unusable {
        if (extent.size() > MAX_FILE) {
            throw new Unusable(Skipped.Reason.TOO_LARGE, extent.size() + " bytes, more than " + MAX_FILE);
        }
        return file.read(extent.offset(), (int) extent.size());
    }
}
