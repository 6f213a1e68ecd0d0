package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against Pillow, torch, torchvision and transformers; benchmarks/parity/evaluation.py made the fixture. */
class PreparationTest {

    private static JsonNode fixture = new ObjectMapper().createObjectNode();
    private static Picture picture = new Picture(new byte[3], 1, 1);

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = PreparationTest.class.getResourceAsStream("pictures.json")) {
            fixture = new ObjectMapper().readTree(json);
        }
        picture = new Picture(
                Base64.getDecoder().decode(fixture.required("rgb").asText()),
                fixture.required("height").asInt(),
                fixture.required("width").asInt());
    }

    @Test
    void antialiasedResizingIsPillowsToTheBit() {
        for (JsonNode expected : fixture.required("resized")) {
            Antialiasing filter =
                    Antialiasing.valueOf(expected.required("filter").asText().toUpperCase(Locale.ROOT));

            Picture resized = filter.resize(
                    picture,
                    expected.required("height").asInt(),
                    expected.required("width").asInt());

            assertThat(resized.rgb())
                    .isEqualTo(Base64.getDecoder()
                            .decode(expected.required("antialiased").asText()));
        }
    }

    @Test
    void plainResizingIsThatOfTorch() {
        for (JsonNode expected : fixture.required("resized")) {
            int height = expected.required("height").asInt();
            int width = expected.required("width").asInt();

            Planes resized = Resize.of(expected.required("filter").asText()).apply(picture, height, width);

            assertThat(everyFifth(resized)).containsExactly(floats(expected.required("plain")), within(2e-6f));
        }
    }

    @Test
    void clipPreparationIsThatOfTorchvisionAndTransformers() {
        float[] prepared = Preparation.clip(12).apply(picture);

        assertThat(prepared).containsExactly(floats(fixture.required("clipSmall")), within(1e-6f));
        assertThat(prepared).containsExactly(floats(fixture.required("clipSmallByTransformers")), within(1e-6f));
    }

    @Test
    void clipPreparationAtItsSizeIsThatOfTorchvision() {
        float[] prepared = Preparation.clip(224).apply(picture);

        float[] expected = floats(fixture.required("clipEvery499th"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(prepared[i * 499]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    private static float[] everyFifth(Planes planes) {
        int rows = (planes.height() + 4) / 5;
        int columns = (planes.width() + 4) / 5;
        float[] values = new float[Picture.CHANNELS * rows * columns];
        for (int i = 0; i < values.length; i++) {
            int y = i / columns % rows * 5;
            int plane = i / columns / rows;
            values[i] = planes.values()[(plane * planes.height() + y) * planes.width() + i % columns * 5];
        }
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).floatValue();
        }
        return values;
    }
}
