package org.pieria.model.text.t5;

/** The names of Hugging Face's checkpoints. */
public final class T5Names {

    /** Token embedding, [vocabulary, width]. */
    public static final String EMBEDDING = "shared.weight";
    /** Another name of the same tensor, in exports of the encoder alone. */
    public static final String EMBEDDING_ALIAS = "encoder.embed_tokens.weight";
    /** Relative position bias of block 0, which all blocks share, [buckets, heads]. */
    public static final String BIAS = "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight";
    /** Scale of the last norm. */
    public static final String FINAL_NORM = "encoder.final_layer_norm.weight";

    private T5Names() {}

    /** A weight of self-attention: q, k, v or o. */
    public static String attention(int block, String part) {
        return block(block) + "layer.0.SelfAttention." + part + ".weight";
    }

    public static String attentionNorm(int block) {
        return block(block) + "layer.0.layer_norm.weight";
    }

    /** A weight of the gated MLP: wi_0 (under the GELU), wi_1 or wo. */
    public static String mlp(int block, String part) {
        return block(block) + "layer.1.DenseReluDense." + part + ".weight";
    }

    public static String mlpNorm(int block) {
        return block(block) + "layer.1.layer_norm.weight";
    }

    private static String block(int block) {
        return "encoder.block." + block + ".";
    }
}
