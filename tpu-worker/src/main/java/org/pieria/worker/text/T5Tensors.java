package org.pieria.worker.text;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pieria.model.text.t5.T5Names;
import org.pieria.model.text.t5.T5Shape;
import org.pieria.model.text.t5.T5Tensor;

/** Tells the sizes of an encoder from the tensors of its checkpoint, and whether they are all there and no others. */
final class T5Tensors {

    private static final Pattern BLOCK = Pattern.compile("encoder\\.block\\.(\\d{1,4})\\..*");
    private static final Set<String> TYPES = Set.of("F32", "BF16", "F16");

    private final SortedMap<String, Found> found;

    /**
     * Leaves out what belongs to the decoder, and one of the two names of the embedding.
     *
     * @param found what the files have, by name
     */
    T5Tensors(Map<String, Found> found) {
        this.found = new TreeMap<>(found);
        this.found.keySet().removeIf(name -> name.startsWith("decoder.") || name.startsWith("lm_head."));
        if (this.found.containsKey(T5Names.EMBEDDING)) {
            this.found.remove(T5Names.EMBEDDING_ALIAS);
        }
    }

    /**
     * What a file says of a tensor.
     *
     * @param type F32, BF16, F16 or another
     * @param shape outermost dimension first
     */
    record Found(String type, List<Long> shape) {

        Found {
            shape = List.copyOf(shape);
        }
    }

    /** The name under which the files have a tensor. */
    String stored(String name) {
        boolean alias = name.equals(T5Names.EMBEDDING) && !found.containsKey(name);
        return alias ? T5Names.EMBEDDING_ALIAS : name;
    }

    /**
     * The sizes.
     *
     * @throws IllegalArgumentException when a tensor is missing, too many, of another shape or type
     */
    T5Shape shape() {
        T5Shape shape = guess();
        Set<String> wanted = new HashSet<>();
        for (T5Tensor tensor : shape.tensors()) {
            wanted.add(stored(tensor.name()));
            check(tensor);
        }
        for (String name : found.keySet()) {
            require(wanted.contains(name), "has the tensor " + name + ", which a T5 v1.1 encoder has not");
        }
        return shape;
    }

    private T5Shape guess() {
        List<Long> embedding = matrix(T5Names.EMBEDDING);
        List<Long> query = matrix(T5Names.attention(0, "q"));
        List<Long> bias = matrix(T5Names.BIAS);
        int heads = size(bias.get(1));
        int inner = size(query.get(0));
        require(
                heads > 0 && inner % heads == 0,
                "has " + heads + " heads in " + T5Names.BIAS + ", which do not divide the " + inner + " rows of "
                        + T5Names.attention(0, "q"));
        int mlp = size(matrix(T5Names.mlp(0, "wi_0")).get(0));
        return new T5Shape(size(embedding.get(1)), mlp, heads, inner / heads, layers(), size(embedding.get(0)));
    }

    private int layers() {
        SortedSet<Integer> blocks = new TreeSet<>();
        for (String name : found.keySet()) {
            Matcher block = BLOCK.matcher(name);
            if (block.matches()) {
                blocks.add(Integer.valueOf(block.group(1)));
            }
        }
        return blocks.last() + 1;
    }

    private List<Long> matrix(String name) {
        List<Long> shape = required(name).shape();
        require(shape.size() == 2, "has the tensor " + name + " of shape " + shape + ", which should be a matrix");
        return shape;
    }

    private Found required(String name) {
        Found tensor = found.get(stored(name));
        if (tensor == null) {
            throw new IllegalArgumentException("lacks the tensor " + name + " of a T5 v1.1 encoder");
        }
        return tensor;
    }

    private void check(T5Tensor tensor) {
        Found got = required(tensor.name());
        require(
                got.shape().equals(tensor.shape()),
                "has the tensor " + tensor.name() + " of shape " + got.shape() + " instead of " + tensor.shape());
        require(
                TYPES.contains(got.type()),
                "has the tensor " + tensor.name() + " of type " + got.type() + "; F32, BF16 and F16 can be read");
    }

    private static int size(long dimension) {
        require(dimension <= Integer.MAX_VALUE, "has a dimension of " + dimension);
        return (int) dimension;
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
