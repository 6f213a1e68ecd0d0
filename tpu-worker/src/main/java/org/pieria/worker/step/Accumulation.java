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

    /** Takes the bundle of a part, which come in order; after the last the bundle is the slice's. */
    void take(int part, FloatDataBuffer values, float[] bundle) {
        if (part == 0) {
            values.read(bundle);
        } else {
            add(values, bundle);
        }
        if (part == parts - 1 && parts > 1) {
            divide(bundle);
        }
    }

    private static void add(FloatDataBuffer values, float[] bundle) {
        float[] block = new float[Math.min(BLOCK, bundle.length)];
        for (int offset = 0; offset < bundle.length; offset += BLOCK) {
            int length = Math.min(BLOCK, bundle.length - offset);
            values.offset(offset).read(block, 0, length);
            for (int i = 0; i < length; i++) {
                bundle[offset + i] += block[i];
            }
        }
    }

    private void divide(float[] bundle) {
        for (int i = 0; i < bundle.length; i++) {
            bundle[i] /= parts;
        }
    }
}
