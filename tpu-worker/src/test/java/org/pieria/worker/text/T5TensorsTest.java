package org.pieria.worker.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pieria.model.text.t5.T5Names;
import org.pieria.model.text.t5.T5Shape;
import org.pieria.worker.text.T5Tensors.Found;

class T5TensorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"small", "base", "large", "xl", "xxl"})
    void tellsEverySizeFromItsTensors(String size) {
        assertThat(new T5Tensors(found(size)).shape()).isEqualTo(T5Shape.preset(size));
    }

    @Test
    void namesATypeThatIsNoFloat() {
        Map<String, Found> found = found("small");
        found.put(T5Names.FINAL_NORM, new Found("F64", List.of(512L)));

        assertThatThrownBy(() -> new T5Tensors(found).shape())
                .hasMessage(
                        "has the tensor encoder.final_layer_norm.weight of type F64; F32, BF16 and F16 can be read");
    }

    @Test
    void namesHeadsThatDoNotDivideTheQueries() {
        Map<String, Found> found = found("small");
        found.put(T5Names.BIAS, new Found("F32", List.of(32L, 7L)));

        assertThatThrownBy(() -> new T5Tensors(found).shape())
                .hasMessageStartingWith("has 7 heads in ")
                .hasMessageContaining("which do not divide the 384 rows of ");
    }

    @Test
    void aBlockThatIsLeftOutIsMissing() {
        Map<String, Found> found = found("small");
        found.keySet().removeIf(name -> name.startsWith("encoder.block.5."));

        assertThatThrownBy(() -> new T5Tensors(found).shape())
                .hasMessage("lacks the tensor encoder.block.5.layer.0.layer_norm.weight of a T5 v1.1 encoder");
    }

    private static Map<String, Found> found(String size) {
        Map<String, Found> found = new HashMap<>();
        T5Shape.preset(size).tensors().forEach(tensor -> found.put(tensor.name(), new Found("BF16", tensor.shape())));
        return found;
    }
}
