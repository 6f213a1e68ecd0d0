package org.pieria.worker.text;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * Where T5's weights are and how it computes.
 *
 * @param weights directory of the weights and of spiece.model; empty if none was given
 * @param type of matrices and their products
 * @param threads of TensorFlow, the same as everywhere in this process
 */
public record T5Options(String weights, ComputeType type, int threads) {

    static T5Options from(Config root) {
        return new T5Options(
                root.getString("pieria.text.weights"),
                ComputeType.parse(root.getString("pieria.text.dtype")),
                root.getInt("pieria.threads-per-slice"));
    }

    /**
     * The directory.
     *
     * @throws IllegalArgumentException when none was given
     */
    Path directory() {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("pieria.text.encoder = t5 needs pieria.text.weights: a directory with "
                    + "model.safetensors (or model.safetensors.index.json and its shards) and spiece.model");
        }
        return Path.of(weights);
    }
}
