package org.pieria.actors.view;

import java.util.List;
import java.util.Map;
import org.pieria.actors.port.RunLedger.CheckpointRef;

/** Something that happened, in the order of {@code id} (1, 2, 3 ... within a term). */
public sealed interface RunEvent {

    long id();

    /** Milliseconds since 1970. */
    long at();

    /** A step that all members applied. */
    record StepApplied(
            long id,
            long at,
            String phase,
            long step,
            long steps,
            int workers,
            float loss,
            double imagesPerSecond,
            double secondsLeft,
            Map<String, Double> metrics)
            implements RunEvent {

        public StepApplied {
            metrics = Map.copyOf(metrics);
        }
    }

    /** A phase changed its state. */
    record PhaseChanged(long id, long at, String phase, PhaseView.State state, String message) implements RunEvent {}

    /** A job between or beside the steps goes on: tokenising, evaluating, painting. */
    record JobProgressed(long id, long at, String job, int done, int of) implements RunEvent {}

    /** A held-out evaluation ended. */
    record Evaluated(long id, long at, String phase, long step, Map<String, Double> metrics) implements RunEvent {

        public Evaluated {
            metrics = Map.copyOf(metrics);
        }
    }

    /** Sample grids were painted; paths inside the run directory. */
    record SamplesPainted(long id, long at, String phase, long step, List<String> paths) implements RunEvent {

        public SamplesPainted {
            paths = List.copyOf(paths);
        }
    }

    /** A checkpoint became real. */
    record CheckpointPublished(long id, long at, CheckpointRef checkpoint) implements RunEvent {}

    /** Workers came or went, or a generation was formed. */
    record WorkersChanged(long id, long at, List<String> workers, long generation, String message) implements RunEvent {

        public WorkersChanged {
            workers = List.copyOf(workers);
        }
    }

    /** The run changed its state; {@code message} is the problem when it failed. */
    record RunChanged(long id, long at, RunState state, String message) implements RunEvent {}
}
