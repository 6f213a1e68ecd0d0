package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pieria.model.text.TextEncoder;
import org.pieria.model.text.TextEncoder.Encoded;

class MiniLmEncoderTest {

    private static TextEncoder encoder;

    @BeforeAll
    static void load() {
        encoder = new MiniLmEncoder(24);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void givesOneVectorForEachToken() {
        Encoded apple = encode("a red apple on a white background");

        assertThat(apple.tokens()).isEqualTo(9);
        assertThat(apple.vectors()).hasSize(9 * encoder.width());
        assertThat(encoder.width()).isEqualTo(384);
        assertThat(encoder.name()).isEqualTo("minilm-l6-v2-q");
    }

    @Test
    void putsCaptionsOfSimilarThingsCloseTogether() {
        Encoded apple = encode("a red apple");

        assertThat(cosine(apple, encode("a green apple"))).isGreaterThan(0.6);
        assertThat(cosine(apple, encode("a photo of a dog"))).isLessThan(0.4);
    }

    @Test
    void neighboursAndOtherThreadsDoNotChangeTheBitsOfACaption() {
        float[] alone = encode("waving hand, dark skin tone").vectors();
        List<String> many = Collections.nCopies(24, "waving hand, dark skin tone");

        assertThat(encoder.encode(List.of("zebra", "waving hand, dark skin tone", "the flag of Norway"))
                        .get(1)
                        .vectors())
                .isEqualTo(alone);
        assertThat(many.parallelStream().map(MiniLmEncoderTest::encode).toList())
                .allSatisfy(encoded -> assertThat(encoded.vectors()).isEqualTo(alone));
    }

    @Test
    void cutsACaptionToTheTokensItMayHave() {
        Encoded cut = encode("very ".repeat(100) + "long");

        assertThat(cut.tokens()).isEqualTo(24).isEqualTo(encoder.maxTokens());
    }

    @Test
    void encodesNothingAsBeginAndEnd() {
        assertThat(encode("").tokens()).isEqualTo(2);
        assertThat(encoder.encode(List.of())).isEmpty();
    }

    @Test
    void refusesMoreTokensThanTheModelKnows() {
        assertThatThrownBy(() -> new MiniLmEncoder(513))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MiniLM reads 3 to 512 tokens, got max-tokens 513");
    }

    private static Encoded encode(String caption) {
        return encoder.encode(List.of(caption)).get(0);
    }

    /** Of the means over tokens. */
    private static double cosine(Encoded one, Encoded other) {
        double[] a = mean(one);
        double[] b = mean(other);
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double[] mean(Encoded encoded) {
        double[] mean = new double[384];
        for (int i = 0; i < encoded.vectors().length; i++) {
            mean[i % 384] += encoded.vectors()[i] / encoded.tokens();
        }
        return mean;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
