package org.pieria.model.text;

import java.util.List;

/** A frozen text encoder. Implementations are deterministic: the same caption gives the same bits. */
public interface TextEncoder extends AutoCloseable {

    /** The name that stands in every cached embedding's address and in the manifest. */
    String name();

    /** Width of one token's vector. */
    int width();

    /** Captions are cut to this many tokens. */
    int maxTokens();

    /** Encodes captions, each alone, so that its vectors do not depend on its neighbours. */
    List<Encoded> encode(List<String> captions);

    @Override
    void close();

    /**
     * One caption.
     *
     * @param tokens how many vectors are real, at least 1 and at most {@code maxTokens}
     * @param vectors [tokens, width], row-major
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Encoded(int tokens, float[] vectors) {}
}
