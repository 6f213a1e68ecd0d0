package org.pieria.checkpointing;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.pieria.checkpointing.safetensors.NamedTensor;
import org.pieria.checkpointing.safetensors.TensorEntry;
import org.pieria.checkpointing.safetensors.TensorType;

/**
 * The moving average of a phase's weights over snapshots: the first one as it is, then decay a + (1 - decay) w for each. It is
 * rounded to float after each, so that an average that was stored in between gives the same bits.
 *
 * @param oldToNew open; of one phase
 */
record Blend(List<Snapshot> oldToNew, double decay) {

    private static final String OPTIMIZER = "optimizer/";

    Blend {
        oldToNew = List.copyOf(oldToNew);
    }

    /** The weights by name; each is read when it is written, so that one at a time is in memory. */
    List<NamedTensor> tensors() {
        Snapshot first = oldToNew.get(0);
        return first.names().stream()
                .filter(name -> isWeight(first, name))
                .map(name -> NamedTensor.of(name, first.shape(name), () -> values(name)))
                .toList();
    }

    /** A tensor below another's name is a slot of the optimizer, and of no use to whoever paints. */
    private static boolean isWeight(Snapshot snapshot, String name) {
        Set<String> names = snapshot.names();
        String above = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        return !names.contains(above) && !name.startsWith(OPTIMIZER) && type(snapshot, name) == TensorType.F32;
    }

    private static TensorType type(Snapshot snapshot, String name) {
        return snapshot.manifest().files().stream()
                .flatMap(file -> file.tensors().stream())
                .filter(tensor -> tensor.name().equals(name))
                .map(TensorEntry::type)
                .findFirst()
                .orElseThrow();
    }

    private float[] values(String name) throws IOException {
        float[] average = oldToNew.get(0).floats(name);
        for (Snapshot newer : oldToNew.subList(1, oldToNew.size())) {
            requireSameShape(newer, name);
            mix(average, newer.floats(name));
        }
        return average;
    }

    private void mix(float[] average, float[] newer) {
        for (int i = 0; i < average.length; i++) {
            average[i] = (float) (decay * average[i] + (1 - decay) * newer[i]);
        }
    }

    private void requireSameShape(Snapshot newer, String name) {
        List<Long> shape = oldToNew.get(0).shape(name);
        if (!newer.shape(name).equals(shape)) {
            throw new IllegalStateException("tensor \"" + name + "\" has the shape " + newer.shape(name) + " in "
                    + newer.manifest().name().path() + " and " + shape + " before; they cannot be averaged");
        }
    }
}
