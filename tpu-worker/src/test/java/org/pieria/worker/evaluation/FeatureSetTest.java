package org.pieria.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSetTest {

    private final PixelExtractor extractor = new PixelExtractor();

    @Test
    void countsHowOftenAPictureIsNearerToItsOwnImageThanToAnother() {
        FeatureSet real = set(0, 100, 200);

        assertThat(set(10, 110, 210).ownNearer(real)).isEqualTo(1);
        assertThat(set(210, 110, 10).ownNearer(real)).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(set(100, 100, 100).ownNearer(real)).isEqualTo(0.5);
    }

    @Test
    void tiesAreChance() {
        assertThat(set(7, 8).ownNearer(set(50, 50))).isEqualTo(0.5);
    }

    @Test
    void tellsHowFarPicturesOfTheSameCaptionsAreApart() {
        // Each of 192 features differs by 51/255.
        assertThat(set(0, 100).meanApart(set(51, 151))).isCloseTo(Math.sqrt(192 * 0.04), within(1e-5));
        assertThat(set(3, 9).meanApart(set(3, 9))).isZero();
    }

    @Test
    void namesTheExtractorThatGivesNoNumber() {
        FeatureExtractor broken = new FeatureExtractor() {
            @Override
            public Identity identity() {
                return new Identity("broken-net", "", "", false);
            }

            @Override
            public List<float[]> features(List<Picture> pictures) {
                return List.of(new float[] {1, Float.NaN});
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> new FeatureSet(broken).add(List.of(new Picture(new byte[3], 1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the extractor broken-net gives the feature NaN of picture 0");
    }

    private FeatureSet set(int... greys) {
        FeatureSet set = new FeatureSet(extractor);
        for (int grey : greys) {
            byte[] rgb = new byte[16 * 16 * 3];
            Arrays.fill(rgb, (byte) grey);
            set.add(List.of(new Picture(rgb, 16, 16)));
        }
        return set;
    }
}
