package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same weights in transformers' T5EncoderModel, computed in float64 by benchmarks/parity/t5.py. */
class T5ParityTest {

    @TempDir
    static Path directory;

    private static int[][] ids;
    private static double[][] expected;

    @BeforeAll
    static void read() throws Exception {
        new T5Folder(directory);
        JsonNode fixture = T5Folder.fixture("hidden.json");
        ids = T5Folder.JSON.treeToValue(fixture.get("ids"), int[][].class);
        expected = T5Folder.JSON.treeToValue(fixture.get("hidden"), double[][].class);
    }

    @Test
    void agreesInFloat32OnAPaddedBatch() {
        assertThat(relativeError(encode(ComputeType.FLOAT32, 0))).isLessThan(1e-5);
    }

    @Test
    void agreesRoughlyInBfloat16() {
        assertThat(relativeError(encode(ComputeType.BFLOAT16, 0))).isBetween(1e-4, 5e-2);
    }

    @Test
    void paddingIsZeroAndWhatStandsThereDoesNotMatter() {
        float[] zeros = encode(ComputeType.FLOAT32, 0);
        float[] others = encode(ComputeType.FLOAT32, 7);

        assertThat(others).isEqualTo(zeros);
        int width = zeros.length / ids.length / ids[0].length;
        int row = ids[0].length * width;
        assertThat(Arrays.copyOfRange(zeros, row + ids[1].length * width, 2 * row))
                .containsOnly(0f);
    }

    /** All rows, padded to the longest with an id. */
    private static float[] encode(ComputeType type, int padding) {
        int tokens = ids[0].length;
        int[] padded = new int[ids.length * tokens];
        Arrays.fill(padded, padding);
        float[] mask = new float[padded.length];
        for (int row = 0; row < ids.length; row++) {
            System.arraycopy(ids[row], 0, padded, row * tokens, ids[row].length);
            Arrays.fill(mask, row * tokens, row * tokens + ids[row].length, 1);
        }
        try (T5Checkpoint checkpoint = T5Checkpoint.open(directory);
                T5Program program = new T5Program(checkpoint.shape(), type, 1).load(checkpoint)) {
            return program.encode(new T5Program.Batch(padded, mask, ids.length, tokens));
        }
    }

    /** The norm of the differences over the norm of what is expected. */
    private static double relativeError(float[] computed) {
        int row = computed.length / ids.length;
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                error += Math.pow(computed[i * row + j] - expected[i][j], 2);
                norm += Math.pow(expected[i][j], 2);
            }
        }
        return Math.sqrt(error / norm);
    }
}
