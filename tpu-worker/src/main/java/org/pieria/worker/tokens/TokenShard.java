package org.pieria.worker.tokens;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.SafetensorsReader;
import org.pieria.checkpointing.safetensors.SafetensorsWriter;
import org.pieria.model.text.TextEncoder;

/**
 * A file of tokenised samples: safetensors with {@code sample} [samples], {@code low} and {@code high} [samples, tokens],
 * {@code text.tokens} [samples] and {@code text.vectors} [all text tokens, width].
 */
public final class TokenShard {

    private TokenShard() {}

    /** Writes the samples of one unit; at least one. */
    public static void write(Path file, List<TokenisedSample> samples, int textWidth) throws IOException {
        List<Long> count = List.of((long) samples.size());
        int textTokens =
                samples.stream().mapToInt(sample -> sample.text().tokens()).sum();
        SafetensorsWriter.write(
                file,
                Map.of("format", "pieria-tokens-1"),
                List.of(
                        NamedTensor.of(
                                "sample",
                                count,
                                samples.stream()
                                        .mapToInt(TokenisedSample::sample)
                                        .toArray()),
                        matrix("low", samples.stream().map(TokenisedSample::low).toList()),
                        matrix(
                                "high",
                                samples.stream().map(TokenisedSample::high).toList()),
                        NamedTensor.of(
                                "text.tokens",
                                count,
                                samples.stream()
                                        .mapToInt(sample -> sample.text().tokens())
                                        .toArray()),
                        NamedTensor.of(
                                "text.vectors",
                                List.of((long) textTokens, (long) textWidth),
                                vectors(samples, textTokens * textWidth))));
    }

    /** Reads all samples of a file. */
    public static List<TokenisedSample> read(Path file) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            int[] numbers = reader.ints("sample");
            int[] low = reader.ints("low");
            int[] high = reader.ints("high");
            int[] textTokens = reader.ints("text.tokens");
            float[] vectors = reader.floats("text.vectors");
            int width = Math.toIntExact(reader.shape("text.vectors").get(1));
            List<TokenisedSample> samples = new ArrayList<>();
            int offset = 0;
            for (int i = 0; i < numbers.length; i++) {
                int length = textTokens[i] * width;
                samples.add(new TokenisedSample(
                        numbers[i],
                        row(low, i, numbers.length),
                        row(high, i, numbers.length),
                        new TextEncoder.Encoded(textTokens[i], Arrays.copyOfRange(vectors, offset, offset + length))));
                offset += length;
            }
            return samples;
        }
    }

    private static int[] row(int[] all, int index, int rows) {
        int width = all.length / rows;
        return Arrays.copyOfRange(all, index * width, (index + 1) * width);
    }

    private static NamedTensor matrix(String name, List<int[]> rows) {
        int width = rows.get(0).length;
        int[] all = new int[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * width, width);
        }
        return NamedTensor.of(name, List.of((long) rows.size(), (long) width), all);
    }

    private static float[] vectors(List<TokenisedSample> samples, int length) {
        float[] all = new float[length];
        int offset = 0;
        for (TokenisedSample sample : samples) {
            float[] vectors = sample.text().vectors();
            System.arraycopy(vectors, 0, all, offset, vectors.length);
            offset += vectors.length;
        }
        return all;
    }
}
