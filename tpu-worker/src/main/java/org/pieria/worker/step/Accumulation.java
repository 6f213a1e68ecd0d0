package org.pieria.worker.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * A slice computed in equal parts of its samples, one after another: its bundle is the mean of theirs, summed in their order
 * in float32.
 */
record Accumulation(int parts) {

    private static final int BLOCK = 1 << 16;

    Accumulation {
        if (parts < 1) {
            throw new IllegalArgumentException("a slice has at least one part, was " + parts);
        }
    }

    /** What one part is fed: its samples of every feed. */
    Map<String, HostTensor> feeds(Map<String, HostTensor> slice, int part) {
        if (parts == 1) {
            return slice;
        }
        Map<String, HostTensor> feeds = new LinkedHashMap<>();
        slice.forEach((name, tensor) -> feeds.put(name, tensor.part(part, parts)));
        return feeds;
    }

    /** Takes the bundle of a part, which come in order; after the last the bundle is the slice's, but for what lies behind. */
    void take(int part, FloatDataBuffer values, float[] bundle) {
        if (part == 0) {
            values.read(bundle, 0, (int) values.size());
        } else {
            add(values, bundle);
        }
        if (part == parts - 1 && parts > 1) {
            divide(bundle, (int) values.size());
        }
    }

    private static void add(FloatDataBuffer values, float[] bundle) {
        int size = (int) values.size();
        float[] block = new float[Math.min(BLOCK, size)];
        for (int offset = 0; offset < size; offset += BLOCK) {
            int length = Math.min(BLOCK, size - offset);
            values.offset(offset).read(block, 0, length);
            for (int i = 0; i < length; i++) {
                bundle[offset + i] += block[i];
            }
        }
    }

    private void divide(float[] bundle, int count) {
        for (int i = 0; i < count; i++) {
            bundle[i] /= parts;
        }
    }
}
