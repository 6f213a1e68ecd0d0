package org.pieria.actors.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.RunLedger.Formation;
import org.pieria.actors.port.Standing;

/**
 * What a run is doing. The ways between:
 *
 * <pre>
 * Founding -> Resting                       the term is taken and the ledger read
 * Founding -> Adopting                      workers may still be stepping under an earlier term
 * Adopting -> Running | Resting             all of them are, and go on undisturbed
 * Adopting -> Claiming                      some of them are: they go on without the others
 * Resting -> Gathering | Running | Working  something is to be done
 * Gathering -> Claiming                     enough workers are there
 * Claiming -> Suspending                    the number is ours
 * Suspending -> Preparing                   all promised, the origin is known
 * Preparing -> Running | Resting            all stand at the same state
 * Running -> Holding                        pause or stop
 * Running, Holding -> Saving                the limit is reached; or the hold is to be saved
 * Holding, Saving, Working -> Resting       done
 * Running, Holding, Saving -> Claiming      a member is lost, or hangs: the others go on
 * any of them -> Gathering                  all members are lost
 * any -> Ended                              finished, failed, overruled
 * </pre>
 */
sealed interface Stage {

    /** The term is being taken and the ledger read. */
    enum Founding implements Stage {
        INSTANCE
    }

    /**
     * The members of the last generation of an earlier term are being heard.
     *
     * @param answers by worker, what each said of itself; those known to be gone said that they serve nobody
     */
    record Adopting(Formation formation, Map<String, Answer> answers, Instant deadline) implements Stage {

        /** What a member said: the highest generation promised, and the one served. */
        record Answer(long promised, Optional<Service> service) {

            static final Answer GONE = new Answer(0, Optional.empty());
        }

        public Adopting {
            answers = SharedMap.copyOf(answers);
        }

        String phase() {
            return formation.phase();
        }

        List<String> workers() {
            return formation.members().stream().map(Member::worker).collect(Collectors.toList());
        }
    }

    /** Nothing is under way; {@code settling} while the ledger still writes rows. */
    record Resting(boolean settling) implements Stage {}

    /** Too few workers are there to form a generation. */
    record Gathering(String phase, Instant deadline) implements Stage {}

    /** The next number is being claimed. */
    record Claiming(String phase, long generation, List<String> workers) implements Stage {}

    /**
     * Promises are being collected.
     *
     * @param disk the newest checkpoint; empty while it is being looked for
     */
    record Suspending(
            Generation generation, Map<String, Report.Promise> promises, Optional<Disk> disk, Instant deadline)
            implements Stage {

        public Suspending {
            promises = SharedMap.copyOf(promises);
        }
    }

    /** Members build their graphs and take the state. */
    record Preparing(
            Generation generation, Footing footing, Map<String, Standing> ready, boolean recorded, Instant deadline)
            implements Stage {

        public Preparing {
            ready = SharedMap.copyOf(ready);
        }
    }

    /**
     * Steps are being taken.
     *
     * @param limit the last step to be taken
     * @param from the confirmed step at which the newest window was granted
     * @param to the last step granted
     * @param confirmedAt when the last step was confirmed, or the stage entered
     */
    record Running(long limit, long from, long to, Instant confirmedAt) implements Stage {}

    /**
     * Members come to stand at one step.
     *
     * @param answers by worker, the highest step contributed to
     * @param to the step at which all will stand, once known
     */
    record Holding(Map<String, Long> answers, OptionalLong to, Instant deadline) implements Stage {

        public Holding {
            answers = SharedMap.copyOf(answers);
        }
    }

    /** A checkpoint of the standing step is awaited. */
    record Saving(long step, int attempt) implements Stage {}

    /**
     * Workers do units of work.
     *
     * @param keeping whether all is done and the record of it is being kept
     * @param alone since when no worker is there
     */
    record Working(Job job, boolean keeping, Optional<Instant> alone) implements Stage {}

    /** The run is over, or this coordinator is. */
    record Ended(Outcome outcome, String reason, Instant at, boolean told) implements Stage {}

    /** What the run directory holds of a phase. */
    record Disk(Optional<CheckpointRef> checkpoint) {}
}
