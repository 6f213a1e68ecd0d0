package org.pieria.cluster.ledger;

import java.util.List;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.Retention;

/**
 * What the ledger of a run needs to know.
 *
 * @param phases in the order in which they run
 * @param provenance written into every manifest
 * @param retention which checkpoints are kept
 * @param averaging which phases are averaged, and how
 */
public record LedgerConfig(List<String> phases, Provenance provenance, Retention.Rule retention, Averaging averaging) {

    public LedgerConfig {
        phases = List.copyOf(phases);
    }
}
