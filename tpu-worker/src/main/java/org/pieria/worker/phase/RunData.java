package org.pieria.worker.phase;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.data.ImageCache;
import org.pieria.worker.data.Split;

/** The data set of a run on this host, with the pictures of each size decoded once. Any thread. */
public final class RunData {

    private static final long CACHE_BYTES = 256L << 20;

    private final DataSet data;
    private final Split split;
    private final Map<Integer, ImageCache> bySide = new ConcurrentHashMap<>();

    public RunData(DataSet data, double heldOut) {
        this.data = data;
        this.split = Split.of(data.index().samples(), heldOut);
    }

    public DataSet set() {
        return data;
    }

    public Split split() {
        return split;
    }

    /** All pictures at a number of pixels per side; decoded at the first asking. */
    public ImageCache pictures(int side) {
        return bySide.computeIfAbsent(side, wanted -> ImageCache.of(data, wanted, CACHE_BYTES));
    }
}
