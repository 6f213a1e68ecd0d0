package org.pieria.worker.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.text.t5.T5Shape;

/**
 * The encoder of T5 v1.1, of any size, from a directory of Hugging Face's files. Opening it reads every byte once, for
 * the digest in its name; the weights take memory from the first caption on.
 *
 * <p>Every caption is a batch of its own, padded to a multiple of eight tokens: its bits depend neither on neighbours nor
 * on their number. Several threads may encode at once.
 */
public final class T5Encoder implements TextEncoder {

    /** The name in configurations; manifests add type and digest. */
    public static final String NAME = "t5";

    /** One piece and the end. */
    static final int LEAST_TOKENS = 2;

    private static final int PADDING = 8;

    private final T5Options options;
    private final int maxTokens;
    private final SentencePieces tokenizer;
    private final T5Checkpoint checkpoint;
    private final String name;
    private @Nullable T5Program program;

    private T5Encoder(T5Options options, int maxTokens, SentencePieces tokenizer, T5Checkpoint checkpoint) {
        this.options = options;
        this.maxTokens = maxTokens;
        this.tokenizer = tokenizer;
        this.checkpoint = checkpoint;
        this.name = NAME + "-" + options.type() + "-" + checkpoint.digest(tokenizer.bytes());
    }

    /**
     * Opens and checks tokenizer and weights.
     *
     * @param maxTokens captions are cut to this many, at least 2
     * @throws IllegalArgumentException when they are missing or do not fit; the message says what is wrong
     */
    public static T5Encoder open(T5Options options, int maxTokens) {
        if (maxTokens < LEAST_TOKENS) {
            throw new IllegalArgumentException(
                    "T5 needs max-tokens of at least " + LEAST_TOKENS + ", got " + maxTokens);
        }
        Path directory = options.directory();
        T5Checkpoint checkpoint = T5Checkpoint.open(directory);
        try {
            return open(options, maxTokens, tokenizer(directory, checkpoint.shape()), checkpoint);
        } catch (RuntimeException unfit) {
            checkpoint.close();
            throw unfit;
        }
    }

    private static T5Encoder open(T5Options options, int maxTokens, SentencePieces tokenizer, T5Checkpoint checkpoint) {
        try {
            return new T5Encoder(options, maxTokens, tokenizer, checkpoint);
        } catch (RuntimeException unfit) {
            tokenizer.close();
            throw unfit;
        }
    }

    private static SentencePieces tokenizer(Path directory, T5Shape shape) {
        SentencePieces tokenizer = SentencePieces.open(directory.resolve(SentencePieces.FILE));
        if (tokenizer.size() > shape.vocabulary()) {
            int pieces = tokenizer.size();
            tokenizer.close();
            throw new IllegalArgumentException(
                    "the tokenizer in " + directory + " has " + pieces + " pieces and the embedding only "
                            + shape.vocabulary() + " rows: they belong to different models");
        }
        return tokenizer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int width() {
        return checkpoint.shape().width();
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    /** The sizes that the checkpoint was found to have. */
    public T5Shape shape() {
        return checkpoint.shape();
    }

    @Override
    public List<Encoded> encode(List<String> captions) {
        return captions.stream().map(this::encode).toList();
    }

    private Encoded encode(String caption) {
        int[] ids = tokenizer.encode(caption, maxTokens);
        int padded = (ids.length + PADDING - 1) / PADDING * PADDING;
        float[] mask = new float[padded];
        Arrays.fill(mask, 0, ids.length, 1);
        float[] vectors = program().encode(new T5Program.Batch(Arrays.copyOf(ids, padded), mask, 1, padded));
        return new Encoded(ids.length, Arrays.copyOf(vectors, ids.length * width()));
    }

    private synchronized T5Program program() {
        T5Program loaded = program;
        if (loaded == null) {
            loaded = new T5Program(checkpoint.shape(), options.type(), options.threads()).load(checkpoint);
            program = loaded;
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        if (program != null) {
            program.close();
        }
        checkpoint.close();
        tokenizer.close();
    }
}
