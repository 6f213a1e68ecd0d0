package org.pieria.worker.text;

import ai.djl.sentencepiece.SpProcessor;
import ai.djl.sentencepiece.SpTokenizer;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** T5's tokenizer: SentencePiece's unigram segmentation with an end mark and no begin. Any thread. */
final class SentencePieces implements AutoCloseable {

    /** The file's name in a directory of weights. */
    static final String FILE = "spiece.model";

    private static final String END = "</s>";
    private static final int END_ID = 1;
    /** Field of ModelProto that holds the pieces. */
    private static final int PIECES = 1;

    private final byte[] model;
    private final SpTokenizer tokenizer;
    private final SpProcessor processor;
    private final int size;

    private SentencePieces(byte[] model, int size) {
        TokenizerLibrary.stayOffline();
        this.model = model;
        this.size = size;
        this.tokenizer = new SpTokenizer(model);
        this.processor = tokenizer.getProcessor();
    }

    /**
     * Loads spiece.model.
     *
     * @throws IllegalArgumentException when it is missing, no SentencePiece model, or not one of T5's
     */
    static SentencePieces open(Path file) {
        SentencePieces pieces;
        try {
            byte[] model = Files.readAllBytes(file);
            pieces = new SentencePieces(model, count(model));
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "the tokenizer " + file + " cannot be read as a SentencePiece model: " + unreadable, unreadable);
        }
        if (pieces.processor.getId(END) != END_ID) {
            int found = pieces.processor.getId(END);
            pieces.close();
            throw new IllegalArgumentException(
                    "the tokenizer " + file + " is not T5's: its " + END + " has id " + found + ", not " + END_ID);
        }
        return pieces;
    }

    /** How many pieces the model has. */
    int size() {
        return size;
    }

    /** A copy of the file's bytes. */
    byte[] bytes() {
        return model.clone();
    }

    /** The ids of a text, cut so that with the end mark they are at most so many. */
    int[] encode(String text, int most) {
        int[] ids = processor.encode(text);
        int[] ended = Arrays.copyOf(ids, Math.min(ids.length, most - 1) + 1);
        ended[ended.length - 1] = END_ID;
        return ended;
    }

    private static int count(byte[] model) throws IOException {
        CodedInputStream input = CodedInputStream.newInstance(model);
        int pieces = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            pieces += WireFormat.getTagFieldNumber(tag) == PIECES ? 1 : 0;
            input.skipField(tag);
        }
        if (pieces == 0) {
            throw new IOException("it has no pieces");
        }
        return pieces;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
