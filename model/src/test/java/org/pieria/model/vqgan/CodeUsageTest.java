package org.pieria.model.vqgan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CodeUsageTest {

    @Test
    void countsTheCodesInUse() {
        CodeUsage usage =
                CodeUsage.of(8).plus(new int[] {1, 1, 5}).plus(CodeUsage.of(8).plus(new int[] {7, 5}));

        assertThat(usage.used()).isEqualTo(3);
        assertThat(usage.share()).isEqualTo(0.375);
    }

    @Test
    void hasThePerplexityOfAnEvenChoice() {
        assertThat(CodeUsage.of(8).plus(new int[] {0, 1, 2, 3}).perplexity()).isCloseTo(4, within(1e-12));
        assertThat(CodeUsage.of(8).plus(new int[] {6, 6}).perplexity()).isCloseTo(1, within(1e-12));
        assertThat(CodeUsage.of(8).perplexity()).isNaN();
    }

    @Test
    void refusesATokenOutsideTheCodebook() {
        assertThatThrownBy(() -> CodeUsage.of(8).plus(new int[] {8})).hasMessage("a token must be in 0 .. 7, was 8");
    }

    @Test
    void isTheSameOfCountsAsOfTokens() {
        CodeUsage counted = CodeUsage.ofCounts(new float[] {2, 0, 1, 1});

        CodeUsage seen = CodeUsage.of(4).plus(new int[] {0, 2, 0, 3});
        assertThat(counted.share()).isEqualTo(seen.share());
        assertThat(counted.perplexity()).isEqualTo(seen.perplexity());
    }
}
