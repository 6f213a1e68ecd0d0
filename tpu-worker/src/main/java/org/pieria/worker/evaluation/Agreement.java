package org.pieria.worker.evaluation;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.evaluation.ClipScore;
import org.pieria.worker.text.TokenizerLibrary;

/**
 * How well pictures agree with their captions, by a CLIP that a user brings: a folder with {@value #IMAGE} and
 * {@value #TEXT} (ONNX, their first outputs the vectors of the common space) and {@value #TOKENIZER}. Without one there
 * is no score. For one thread.
 */
final class Agreement implements AutoCloseable {

    private static final String IMAGE = "image.onnx";
    private static final String TEXT = "text.onnx";
    private static final String TOKENIZER = "tokenizer.json";
    /** Of the published models, for networks that take any. */
    private static final int SIDE = 224;

    private static final int TOKENS = 77;

    private final @Nullable Clip clip;

    private Agreement(@Nullable Clip clip) {
        this.clip = clip;
    }

    /** The parts of a CLIP, and how long captions are fed. */
    private record Clip(
            Path folder,
            Preparation preparation,
            OnnxNetwork image,
            OnnxNetwork text,
            HuggingFaceTokenizer tokenizer,
            int tokens) {

        float[] vector(Picture picture) {
            int side = preparation.side();
            return image.run(preparation.apply(picture), 1, Picture.CHANNELS, side, side)
                    .get(0);
        }

        float[] vector(long[] ids) {
            return text.run(ids, 1, tokens).get(0);
        }

        /** Filled up with the mark of the end, as CLIP was trained. */
        long[] ids(String caption) {
            long[] found = tokenizer.encode(caption).getIds();
            long[] ids = Arrays.copyOf(found, tokens);
            Arrays.fill(ids, Math.min(found.length, tokens), tokens, found[found.length - 1]);
            return ids;
        }

        void close() {
            image.close();
            text.close();
            tokenizer.close();
        }
    }

    /**
     * Loads a CLIP, or nothing.
     *
     * @throws IllegalArgumentException with a message for the user when a file is missing or is none of its kind
     */
    static Agreement open(Optional<Path> folder) throws IOException {
        if (folder.isEmpty()) {
            return new Agreement(null);
        }
        for (String name : List.of(IMAGE, TEXT, TOKENIZER)) {
            if (!Files.isRegularFile(folder.get().resolve(name))) {
                throw new IllegalArgumentException("the CLIP in " + folder.get() + " lacks " + name + "; it needs "
                        + IMAGE + ", " + TEXT + " and " + TOKENIZER);
            }
        }
        return new Agreement(load(folder.get()));
    }

    private static Clip load(Path folder) throws IOException {
        OnnxNetwork image = new OnnxNetwork(folder.resolve(IMAGE), "", "");
        OnnxNetwork text = new OnnxNetwork(folder.resolve(TEXT), "", "");
        int tokens = text.fixed(1, TOKENS);
        Preparation preparation = Preparation.clip(image.fixed(2, SIDE));
        Clip clip = new Clip(folder, preparation, image, text, tokenizer(folder, tokens), tokens);
        try {
            requireOneVocabulary(clip);
            return clip;
        } catch (IOException | RuntimeException unfit) {
            clip.close();
            throw unfit;
        }
    }

    private static HuggingFaceTokenizer tokenizer(Path folder, int tokens) {
        TokenizerLibrary.stayOffline();
        Map<String, String> options = Map.of(
                "padding", "false", "truncation", "true", "maxLength", "" + tokens, "modelMaxLength", "" + tokens);
        try {
            return HuggingFaceTokenizer.newInstance(folder.resolve(TOKENIZER), options);
        } catch (IOException | RuntimeException broken) {
            throw new IllegalArgumentException(
                    folder.resolve(TOKENIZER) + " cannot be read as a tokenizer: " + broken.getMessage(), broken);
        }
    }

    /** A network does not tell how many words it knows, but it refuses one that it does not. */
    private static void requireOneVocabulary(Clip clip) throws IOException {
        long[] ids = new long[clip.tokens()];
        long largest = largestId(clip.folder().resolve(TOKENIZER));
        Arrays.fill(ids, largest);
        try {
            clip.vector(ids);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "the " + TOKENIZER + " in " + clip.folder() + " has ids up to " + largest + ", which " + TEXT
                            + " does not take: they belong to different models (" + refused.getMessage() + ")",
                    refused);
        }
    }

    private static long largestId(Path tokenizer) throws IOException {
        JsonNode root = Json.parse(Files.readString(tokenizer));
        long largest = 0;
        for (JsonNode id : root.path("model").path("vocab")) {
            largest = Math.max(largest, id.asLong());
        }
        for (JsonNode token : root.path("added_tokens")) {
            largest = Math.max(largest, token.path("id").asLong());
        }
        return largest;
    }

    /** Of pictures with their captions; empty without a CLIP. */
    Optional<ClipScore> score(List<Picture> pictures, List<CaptionList.Entry> captions) {
        if (clip == null) {
            return Optional.empty();
        }
        ClipScore score = ClipScore.none();
        for (int i = 0; i < pictures.size(); i++) {
            float[] caption = clip.vector(clip.ids(captions.get(i).caption()));
            score = score.plus(clip.vector(pictures.get(i)), caption);
        }
        return Optional.of(score);
    }

    /** What the text network is fed for a caption; empty without a CLIP. */
    long[] ids(String caption) {
        return clip == null ? new long[0] : clip.ids(caption);
    }

    /** The digests of its files and how pictures were prepared. */
    ObjectNode facts() throws IOException {
        ObjectNode facts = Json.object();
        if (clip != null) {
            facts.put("resize", clip.preparation().words()).put("tokens", clip.tokens());
            for (String name : List.of(IMAGE, TEXT, TOKENIZER)) {
                facts.put(name, Sha256.hex(clip.folder().resolve(name)));
            }
        }
        return facts;
    }

    @Override
    public void close() {
        if (clip != null) {
            clip.close();
        }
    }
}
