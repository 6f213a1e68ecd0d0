package org.pieria.worker.phase;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.transformer.TextShape;
import org.pieria.worker.step.HostTensor;

/** Builds the feeds of the transformers out of single samples. */
public final class TokenFeeds {

    private final TextShape text;

    public TokenFeeds(TextShape text) {
        this.text = text;
    }

    /** [batch, tokens]. */
    public static HostTensor tokens(List<int[]> samples) {
        int width = samples.get(0).length;
        int[] all = new int[samples.size() * width];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i), 0, all, i * width, width);
        }
        return HostTensor.ints(all, samples.size(), width);
    }

    /** [batch, tokens], 1 where hidden. */
    public static HostTensor mask(List<float[]> masks) {
        int width = masks.get(0).length;
        float[] all = new float[masks.size() * width];
        for (int i = 0; i < masks.size(); i++) {
            System.arraycopy(masks.get(i), 0, all, i * width, width);
        }
        return HostTensor.floats(all, masks.size(), width);
    }

    /** [batch], the same for all samples. */
    public static HostTensor weight(int samples, float value) {
        float[] all = new float[samples];
        Arrays.fill(all, value);
        return HostTensor.floats(all, samples);
    }

    /** {@code text} and {@code textMask}; no tokens at all where a caption was dropped. */
    public Map<String, HostTensor> text(List<TextEncoder.Encoded> captions) {
        int vector = text.width();
        float[] vectors = new float[captions.size() * text.tokens() * vector];
        float[] mask = new float[captions.size() * text.tokens()];
        for (int i = 0; i < captions.size(); i++) {
            TextEncoder.Encoded caption = captions.get(i);
            int real = Math.min(caption.tokens(), text.tokens());
            System.arraycopy(caption.vectors(), 0, vectors, i * text.tokens() * vector, real * vector);
            Arrays.fill(mask, i * text.tokens(), i * text.tokens() + real, 1f);
        }
        Map<String, HostTensor> feeds = new HashMap<>();
        feeds.put("text", HostTensor.floats(vectors, captions.size(), text.tokens(), vector));
        feeds.put("textMask", HostTensor.floats(mask, captions.size(), text.tokens()));
        return feeds;
    }

    /** The caption that says nothing. */
    public static TextEncoder.Encoded noCaption() {
        return new TextEncoder.Encoded(0, new float[0]);
    }
}
