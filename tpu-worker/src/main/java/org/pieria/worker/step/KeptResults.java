package org.pieria.worker.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pieria.model.graph.Feed;
import org.tensorflow.Result;
import org.tensorflow.types.family.TType;

/**
 * Results of a computation that stay in TensorFlow's memory, to be fed to others as often as one likes without a copy. They
 * are given back when this is closed.
 */
public final class KeptResults implements AutoCloseable {

    private final @Nullable Result result;
    private final Map<String, TType> tensors = new LinkedHashMap<>();

    private KeptResults(@Nullable Result result) {
        this.result = result;
    }

    /** Nothing. */
    static KeptResults none() {
        return new KeptResults(null);
    }

    /** The results of a call under names of their own, one for each. */
    static KeptResults of(Result result, List<String> names) {
        if (result.size() != names.size()) {
            result.close();
            throw new IllegalArgumentException(result.size() + " results cannot be kept as " + names);
        }
        KeptResults kept = new KeptResults(result);
        for (int i = 0; i < names.size(); i++) {
            kept.tensors.put(names.get(i), (TType) result.get(i));
        }
        return kept;
    }

    /** The tensor of a feed, null where none of its name was kept; not to be closed. */
    @Nullable
    TType tensor(Feed feed) {
        TType tensor = tensors.get(feed.name());
        if (tensor != null && !tensor.shape().equals(feed.shape())) {
            throw new IllegalArgumentException(
                    "feed " + feed.name() + " must be " + feed.shape() + ", what was kept is " + tensor.shape());
        }
        return tensor;
    }

    @Override
    public void close() {
        if (result != null) {
            result.close();
        }
    }
}
