package org.pieria.actors.port;

import java.util.List;

/**
 * What the optimizer's state looks like after a step; a pure function of the state, so equal on all ranks.
 *
 * @param tensors one entry per trained tensor, in registry order
 */
public record OptimizerReport(List<OfTensor> tensors) {

    public OptimizerReport {
        tensors = List.copyOf(tensors);
    }

    /**
     * One tensor.
     *
     * @param name the parameter's name
     * @param rowRms RMS of AdaFactor's row factor (of the second moment where it is not factored)
     * @param columnRms RMS of AdaFactor's column factor (0 where it is not factored)
     * @param updateRms RMS of the update before clipping and learning rate
     * @param clips how many updates of this tensor were clipped so far
     */
    public record OfTensor(String name, float rowRms, float columnRms, float updateRms, long clips) {}
}
