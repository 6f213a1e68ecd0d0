package org.pieria.worker.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pieria.model.evaluation.FeatureMoments;
import org.pieria.model.evaluation.FrechetDistance;
import org.pieria.model.evaluation.KernelDistance;

/** The features of one set of pictures, which come in parts. Keeps 4 x width bytes a picture. For one thread. */
final class FeatureSet {

    private static final int MOST_COMPARED = 1000;

    private final FeatureExtractor extractor;
    private final List<float[]> vectors = new ArrayList<>();
    private @Nullable FeatureMoments moments;

    FeatureSet(FeatureExtractor extractor) {
        this.extractor = extractor;
    }

    void add(List<Picture> pictures) {
        for (float[] vector : extractor.features(pictures)) {
            requireFinite(vector);
            if (moments == null) {
                moments = FeatureMoments.ofWidth(vector.length);
            }
            moments.add(vector);
            vectors.add(vector);
        }
    }

    /** One value that is none would make every figure none. */
    private void requireFinite(float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("the extractor "
                        + extractor.identity().name() + " gives the feature " + value + " of picture " + vectors.size()
                        + ": its weights are damaged, or it is fed otherwise than it was trained");
            }
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

    /**
     * How well pictures keep to their captions, without a network that reads: how often a picture is nearer to the real
     * image of its own caption than to that of another, over all pairs of different captions. 0.5 is chance.
     *
     * @param real image i belongs to the caption of picture i here; at least two
     */
    double ownNearer(FeatureSet real) {
        int count = compared(real);
        double nearer = 0;
        for (int i = 0; i < count; i++) {
            double own = apart(vectors.get(i), real.vectors.get(i));
            for (int other = 0; other < count; other++) {
                double away = apart(vectors.get(i), real.vectors.get(other));
                nearer += i == other ? 0 : own < away ? 1 : own == away ? 0.5 : 0;
            }
        }
        return nearer / ((double) count * (count - 1));
    }

    /** How many pictures {@link #ownNearer} looks at: its time grows with the square. */
    int compared(FeatureSet real) {
        return Math.min(MOST_COMPARED, Math.min(size(), real.size()));
    }

    /** The mean distance of the features of picture i here and there. */
    double meanApart(FeatureSet other) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += Math.sqrt(apart(vectors.get(i), other.vectors.get(i)));
        }
        return sum / size();
    }

    private static double apart(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = (double) left[i] - right[i];
            sum += difference * difference;
        }
        return sum;
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
