package org.pieria.cluster.ledger;

import com.typesafe.config.Config;
import java.util.List;
import org.pieria.checkpointing.AverageRule;

/**
 * The section {@code average}.
 *
 * @param phases whose weights are averaged; may be empty
 */
public record Averaging(List<String> phases, AverageRule rule) {

    public Averaging {
        phases = List.copyOf(phases);
    }

    /** Reads {@code average} of the section {@code pieria}; without an interval of its own it has the checkpoints'. */
    public static Averaging from(Config pieria) {
        Config average = pieria.getConfig("average");
        long every = average.getLong("every");
        AverageRule rule =
                new AverageRule(average.getDouble("decay"), every == 0 ? pieria.getLong("checkpoints.every") : every);
        return new Averaging(average.getStringList("phases"), rule);
    }
}
