package org.pieria.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against public implementations; benchmarks/parity/evaluation.py made the fixture. */
class DistanceParityTest {

    private static JsonNode fixture = new ObjectMapper().createObjectNode();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = DistanceParityTest.class.getResourceAsStream("distances.json")) {
            fixture = new ObjectMapper().readTree(json);
        }
    }

    @Test
    void frechetDistanceIsThatOfPytorchFidAndTorchmetrics() {
        double distance = FrechetDistance.between(moments("first"), moments("second"));

        // torchmetrics sums the roots of complex eigenvalues, whence its seven digits.
        assertThat(distance).isCloseTo(value("pytorchFid"), within(1e-9));
        assertThat(distance).isCloseTo(value("torchmetricsFid"), within(1e-5));
    }

    @Test
    void frechetDistanceOfFewImagesIsThatOfPytorchFid() {
        double distance = FrechetDistance.between(moments("fewFirst"), moments("fewSecond"));

        // Singular covariances: a root is only half as precise as what it is taken of.
        assertThat(distance).isCloseTo(value("pytorchFidOfFew"), within(1e-4));
    }

    @Test
    void kernelDistanceIsThatOfTorchmetricsAndCleanFid() {
        List<float[]> first = vectors("first");
        KernelDistance distance =
                KernelDistance.between(first, vectors("second"), new KernelDistance.Subsets(1, first.size(), 0));

        assertThat(distance.mean()).isCloseTo(value("torchmetricsKid"), within(1e-10));
        assertThat(distance.mean()).isCloseTo(value("cleanFidKernelDistance"), within(1e-10));
    }

    private static double value(String name) {
        return fixture.required(name).asDouble();
    }

    private static FeatureMoments moments(String name) {
        return FeatureMoments.of(vectors(name));
    }

    private static List<float[]> vectors(String name) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode row : fixture.required(name)) {
            float[] vector = new float[row.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = row.get(i).floatValue();
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
