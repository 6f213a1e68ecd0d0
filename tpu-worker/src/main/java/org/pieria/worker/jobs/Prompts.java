package org.pieria.worker.jobs;

import java.util.List;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.phase.TokenFeeds;

/**
 * What is to be seen, and what guidance leads away from (Muse, section 2.7).
 *
 * @param captions one per picture
 * @param negative the same for all pictures; a caption of no tokens is plain guidance
 */
public record Prompts(List<TextEncoder.Encoded> captions, TextEncoder.Encoded negative) {

    public Prompts {
        captions = List.copyOf(captions);
        if (captions.isEmpty()) {
            throw new IllegalArgumentException("at least one caption is needed");
        }
    }

    /** Without a negative prompt. */
    public static Prompts of(List<TextEncoder.Encoded> captions) {
        return new Prompts(captions, TokenFeeds.noCaption());
    }

    /**
     * Encodes texts.
     *
     * @param negative blank: none
     */
    public static Prompts encode(TextEncoder encoder, List<String> captions, String negative) {
        List<TextEncoder.Encoded> encoded = encoder.encode(captions);
        return negative.isBlank()
                ? of(encoded)
                : new Prompts(encoded, encoder.encode(List.of(negative)).get(0));
    }
}
