package org.pieria.model.text.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class T5ShapeTest {

    @ParameterizedTest
    @CsvSource({
        "small, 35.3e6, 18.9e6",
        "base, 109.6e6, 85.0e6",
        "large, 341e6, 308e6",
        "xl, 1.22e9, 1.16e9",
        "xxl, 4.76e9, 4.63e9"
    })
    void presetsHaveThePublishedNumberOfParameters(String size, double all, double withoutEmbedding) {
        T5Shape shape = T5Shape.preset(size);
        long embedding = (long) shape.vocabulary() * shape.width();

        assertThat((double) shape.parameters()).isCloseTo(all, withinPercentage(0.5));
        assertThat((double) (shape.parameters() - embedding)).isCloseTo(withoutEmbedding, withinPercentage(0.5));
    }

    @Test
    void onlyTheFirstBlockHasARelativeBias() {
        assertThat(T5Shape.preset("small").tensors())
                .extracting(T5Tensor::name)
                .doesNotHaveDuplicates()
                .filteredOn(name -> name.contains("relative_attention_bias"))
                .containsExactly("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
    }

    @Test
    void refusesAnUnknownSizeAndAnEmptyDimension() {
        assertThatThrownBy(() -> T5Shape.preset("huge"))
                .hasMessage("T5 v1.1 is small, base, large, xl or xxl, got \"huge\"");
        assertThatThrownBy(() -> new T5Shape(8, 8, 0, 8, 1, 8))
                .hasMessage("the heads of a T5 encoder must be at least 1, got 0");
    }
}
