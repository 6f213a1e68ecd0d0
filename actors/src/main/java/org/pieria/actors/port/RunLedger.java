package org.pieria.actors.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The run directory as the coordinator uses it: every durable fact of a run goes through here. Stages complete after the
 * record is durable; calls may come from any thread and are carried out in order. What only one coordinator may do fails
 * with {@link Overruled} once a higher term than its own was taken.
 */
public interface RunLedger {

    /** Takes the next term, create-if-absent; the answer is this coordinator's own number. */
    CompletionStage<Long> takeTerm();

    /** Claims a generation, create-if-absent. False: somebody newer exists and the caller must step down for good. */
    CompletionStage<Boolean> claim(long term, long generation);

    /** The highest generation claimed so far; 0 if none. */
    CompletionStage<Long> highestGeneration();

    /** Records the membership of a claimed generation. */
    CompletionStage<Void> activate(long term, long generation, String phase, List<Member> members);

    /** The membership of the highest generation that has one; empty before the first. */
    CompletionStage<Optional<Formation>> formation();

    /** The newest checkpoint of a phase that verifies byte for byte; broken ones are skipped with a warning. */
    CompletionStage<Optional<CheckpointRef>> newest(String phase);

    /** All published checkpoints, oldest first. */
    CompletionStage<List<CheckpointRef>> checkpoints();

    /** Writes the manifest over all parts, last, create-if-absent; then applies retention. */
    CompletionStage<CheckpointRef> publish(CheckpointDraft draft);

    /** Appends rows that all members confirmed; a row known already is compared, and a difference fails the stage. */
    CompletionStage<Void> append(List<StepRow> rows);

    /** The rows of the lowest and of the highest step of a phase recorded so far; empty where there is none. */
    CompletionStage<Optional<Ends>> ends(String phase);

    /** The first and the last row of a phase; one row is both. */
    record Ends(StepRow first, StepRow last) {}

    /** Keeps a named JSON record (job manifests, evaluations, the report); an existing one of that name is replaced whole. */
    CompletionStage<Void> keep(String name, String json);

    /** A record kept before. */
    CompletionStage<Optional<String>> kept(String name);

    /** The recorded membership of a generation. */
    record Formation(long generation, String phase, List<Member> members) {

        public Formation {
            members = List.copyOf(members);
        }
    }

    /**
     * A published checkpoint.
     *
     * @param path of its directory inside the run directory
     * @param last whether it is the phase's final one
     */
    record CheckpointRef(
            String path, String phase, long step, long generation, String digest, long bytes, boolean last) {}

    /** What a manifest is made of. */
    record CheckpointDraft(
            String phase,
            long step,
            long term,
            long generation,
            String digest,
            String directory,
            List<SavedPart> parts,
            boolean last,
            Map<String, String> facts) {

        public CheckpointDraft {
            parts = List.copyOf(parts);
            facts = Map.copyOf(facts);
        }
    }

    /** One row of {@code steps.csv}. */
    record StepRow(String phase, long step, long generation, int workers, float loss, String digest) {}
}
