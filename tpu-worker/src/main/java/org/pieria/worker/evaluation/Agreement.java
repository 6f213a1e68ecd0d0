package org.pieria.worker.evaluation;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pieria.checkpointing.json.Json;
import org.pieria.model.evaluation.ClipScore;
import org.pieria.worker.text.TokenizerLibrary;
import org.pieria.worker.tokens.TokenManifest;

/**
 * How well pictures agree with their captions, by a CLIP that a user brings: a folder with {@value #IMAGE} and
 * {@value #TEXT} (ONNX, their first outputs the vectors of the common space) and {@value #TOKENIZER}. Without one there
 * is no score. For one thread.
 */
final class Agreement implements AutoCloseable {

    private static final String IMAGE = "image.onnx";
    private static final String TEXT = "text.onnx";
    private static final String TOKENIZER = "tokenizer.json";
    private static final int SIDE = 224;
    private static final int TOKENS = 77;
    private static final Preparation PREPARATION = Preparation.clip(SIDE);

    private final @Nullable Clip clip;
    private ClipScore score = ClipScore.none();

    private Agreement(@Nullable Clip clip) {
        this.clip = clip;
    }

    /** The parts of a CLIP. */
    private record Clip(Path folder, OnnxNetwork image, OnnxNetwork text, HuggingFaceTokenizer tokenizer) {}

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
        TokenizerLibrary.stayOffline();
        Map<String, String> options = Map.of(
                "padding", "false", "truncation", "true", "maxLength", "" + TOKENS, "modelMaxLength", "" + TOKENS);
        return new Clip(
                folder,
                new OnnxNetwork(folder.resolve(IMAGE), "", ""),
                new OnnxNetwork(folder.resolve(TEXT), "", ""),
                HuggingFaceTokenizer.newInstance(folder.resolve(TOKENIZER), options));
    }

    /** Adds pictures with their captions; does nothing without a CLIP. */
    void add(List<Picture> pictures, List<CaptionList.Entry> captions) {
        Clip loaded = clip;
        for (int i = 0; loaded != null && i < pictures.size(); i++) {
            float[] image = loaded.image()
                    .run(PREPARATION.apply(pictures.get(i)), 1, Picture.CHANNELS, SIDE, SIDE)
                    .get(0);
            float[] text = loaded.text()
                    .run(ids(loaded, captions.get(i).caption()), 1, TOKENS)
                    .get(0);
            score = score.plus(image, text);
        }
    }

    /** Filled up with the mark of the end, as CLIP was trained. */
    private static long[] ids(Clip clip, String caption) {
        long[] found = clip.tokenizer().encode(caption).getIds();
        long[] ids = Arrays.copyOf(found, TOKENS);
        Arrays.fill(ids, Math.min(found.length, TOKENS), TOKENS, found[found.length - 1]);
        return ids;
    }

    /** Over all pairs; empty without a CLIP. */
    Optional<ClipScore> score() {
        return clip == null ? Optional.empty() : Optional.of(score);
    }

    /** The digests of its files and how pictures were prepared. */
    ObjectNode facts() throws IOException {
        ObjectNode facts = Json.object().put("resize", PREPARATION.words());
        for (String name : List.of(IMAGE, TEXT, TOKENIZER)) {
            if (clip != null) {
                facts.put(name, TokenManifest.sha256(clip.folder().resolve(name)));
            }
        }
        return facts;
    }

    @Override
    public void close() {
        if (clip != null) {
            clip.image().close();
            clip.text().close();
            clip.tokenizer().close();
        }
    }
}
