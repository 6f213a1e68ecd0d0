package org.pieria.worker.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.model.evaluation.FeatureMoments;
import org.pieria.model.evaluation.FrechetDistance;
import org.pieria.model.evaluation.KernelDistance;

/** The features of one set of pictures, which come in parts. Keeps 4 x width bytes a picture. For one thread. */
final class FeatureSet {

    private final FeatureExtractor extractor;
    private final List<float[]> vectors = new ArrayList<>();
    private @Nullable FeatureMoments moments;

    FeatureSet(FeatureExtractor extractor) {
        this.extractor = extractor;
    }

    void add(List<Picture> pictures) {
        for (float[] vector : extractor.features(pictures)) {
            if (moments == null) {
                moments = FeatureMoments.ofWidth(vector.length);
            }
            moments.add(vector);
            vectors.add(vector);
        }
    }

    int size() {
        return vectors.size();
    }

    double frechet(FeatureSet other) {
        return FrechetDistance.between(moments(), other.moments());
    }

    KernelDistance kernel(FeatureSet other, long seed) {
        int smaller = Math.min(size(), other.size());
        return KernelDistance.between(vectors, other.vectors, KernelDistance.Subsets.published(seed, smaller));
    }

    /** Features of each picture; with fewer pictures than that a Fréchet distance says little. */
    int width() {
        return moments().width();
    }

    private FeatureMoments moments() {
        FeatureMoments found = moments;
        if (found == null) {
            throw new IllegalStateException("no picture was added");
        }
        return found;
    }
}
