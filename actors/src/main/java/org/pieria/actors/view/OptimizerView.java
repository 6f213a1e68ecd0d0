package org.pieria.actors.view;

import java.util.List;
import java.util.Map;
import org.pieria.actors.port.OptimizerReport;

/**
 * The optimizer's aggregated report: every worker's digest of the same step, whether they agree, and the tensors.
 *
 * @param digests by worker, the digest of its state after {@code step}
 * @param agree whether all digests and all reports are equal
 */
public record OptimizerView(
        String phase, long step, Map<String, String> digests, boolean agree, List<OptimizerReport.OfTensor> tensors) {

    public OptimizerView {
        digests = Map.copyOf(digests);
        tensors = List.copyOf(tensors);
    }
}
