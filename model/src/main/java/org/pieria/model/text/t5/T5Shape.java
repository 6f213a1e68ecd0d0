package org.pieria.model.text.t5;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of an encoder.
 *
 * @param width of a token's vector (d_model)
 * @param mlp width inside the gated MLP (d_ff)
 * @param heads of attention
 * @param headWidth of each head (d_kv); heads x headWidth need not be the width
 * @param layers blocks of attention and MLP
 * @param vocabulary rows of the embedding
 */
public record T5Shape(int width, int mlp, int heads, int headWidth, int layers, int vocabulary) {

    /** Buckets of relative positions; the same in all T5 models. */
    public static final int BUCKETS = 32;

    private static final int HEAD_WIDTH = 64;
    private static final int VOCABULARY = 32128;

    public T5Shape {
        positive("width", width);
        positive("mlp", mlp);
        positive("heads", heads);
        positive("head width", headWidth);
        positive("layers", layers);
        positive("vocabulary", vocabulary);
    }

    /**
     * A published size of T5 v1.1.
     *
     * @param size small, base, large, xl or xxl
     * @throws IllegalArgumentException for another
     */
    public static T5Shape preset(String size) {
        return switch (size) {
            case "small" -> published(512, 1024, 6, 8);
            case "base" -> published(768, 2048, 12, 12);
            case "large" -> published(1024, 2816, 16, 24);
            case "xl" -> published(2048, 5120, 32, 24);
            case "xxl" -> published(4096, 10240, 64, 24);
            default ->
                throw new IllegalArgumentException("T5 v1.1 is small, base, large, xl or xxl, got \"" + size + "\"");
        };
    }

    private static T5Shape published(int width, int mlp, int heads, int layers) {
        return new T5Shape(width, mlp, heads, HEAD_WIDTH, layers, VOCABULARY);
    }

    /** Width of all heads together. */
    public int inner() {
        return Math.multiplyExact(heads, headWidth);
    }

    /** Every weight, in the order of its use. */
    public List<T5Tensor> tensors() {
        List<T5Tensor> tensors = new ArrayList<>();
        tensors.add(T5Tensor.of(T5Names.EMBEDDING, vocabulary, width));
        tensors.add(T5Tensor.of(T5Names.BIAS, BUCKETS, heads));
        for (int block = 0; block < layers; block++) {
            addAttention(tensors, block);
            addMlp(tensors, block);
        }
        tensors.add(T5Tensor.of(T5Names.FINAL_NORM, width));
        return tensors;
    }

    private void addAttention(List<T5Tensor> tensors, int block) {
        tensors.add(T5Tensor.of(T5Names.attentionNorm(block), width));
        for (String part : List.of("q", "k", "v")) {
            tensors.add(T5Tensor.of(T5Names.attention(block, part), inner(), width));
        }
        tensors.add(T5Tensor.of(T5Names.attention(block, "o"), width, inner()));
    }

    private void addMlp(List<T5Tensor> tensors, int block) {
        tensors.add(T5Tensor.of(T5Names.mlpNorm(block), width));
        tensors.add(T5Tensor.of(T5Names.mlp(block, "wi_0"), mlp, width));
        tensors.add(T5Tensor.of(T5Names.mlp(block, "wi_1"), mlp, width));
        tensors.add(T5Tensor.of(T5Names.mlp(block, "wo"), width, mlp));
    }

    /** How many values all weights have. */
    public long parameters() {
        return tensors().stream().mapToLong(T5Tensor::elements).sum();
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("the " + name + " of a T5 encoder must be at least 1, got " + value);
        }
    }
}
