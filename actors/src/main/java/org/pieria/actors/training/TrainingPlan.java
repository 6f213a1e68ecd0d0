package org.pieria.actors.training;

import com.typesafe.config.Config;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a coordinator is to do; constant for its life.
 *
 * @param run the run's name
 * @param belonging what a worker must have in common with the run
 * @param phases in the order in which they run, at least one
 * @param workers how many workers form a generation, at least 1
 * @param autostart whether phases start without being asked for
 * @param until where the run ends
 * @param intervals steps between checkpoints, evaluations and sample grids
 * @param deadlines how long to wait for what
 * @param balancing when slices move away from a slow worker
 */
public record TrainingPlan(
        String run,
        Belonging belonging,
        List<PhasePlan> phases,
        int workers,
        boolean autostart,
        Until until,
        Intervals intervals,
        Deadlines deadlines,
        Balancing balancing) {

    public TrainingPlan {
        phases = List.copyOf(phases);
        Rules.require(!phases.isEmpty(), "phases.order must name at least one phase", phases);
        Rules.require(
                phases.stream().map(PhasePlan::name).distinct().count() == phases.size(),
                "phases.order must name each phase once",
                phases);
        Rules.require(workers > 0, "cluster.workers must be positive", workers);
    }

    /**
     * What all processes of a run have in common; workers that have not are refused.
     *
     * @param contract the digest of the contract
     * @param run the id of the run in the run directory
     */
    public record Belonging(String contract, String run) {}

    /** The digest of the contract. */
    public String contract() {
        return belonging.contract();
    }

    /**
     * Steps between things that happen beside the steps; 0 where they only happen at the end.
     *
     * @param checkpoints between checkpoints
     * @param evaluations between held-out evaluations
     * @param samples between sample grids
     */
    public record Intervals(long checkpoints, long evaluations, long samples) {

        public Intervals {
            Rules.require(checkpoints >= 0, "checkpoints.every must not be negative", checkpoints);
            Rules.require(evaluations >= 0, "evaluation.every must not be negative", evaluations);
            Rules.require(samples >= 0, "evaluation.samples-every must not be negative", samples);
        }

        static Intervals from(Config pieria) {
            return new Intervals(
                    pieria.getLong("checkpoints.every"),
                    pieria.getLong("evaluation.every"),
                    pieria.getLong("evaluation.samples-every"));
        }
    }

    /**
     * Reads the sections {@code run}, {@code phases}, {@code cluster}, {@code checkpoints} and {@code evaluation}.
     *
     * @param root the whole configuration, with {@code pieria} in it
     * @param belonging the digest of its contract, and the run directory's id
     */
    public static TrainingPlan from(Config root, Belonging belonging) {
        Config pieria = root.getConfig("pieria");
        List<PhasePlan> phases = phasesOf(pieria.getConfig("phases"));
        Rules.require(!phases.isEmpty(), "phases.order must name at least one phase", phases);
        return new TrainingPlan(
                pieria.getString("run.name"),
                belonging,
                phases,
                Math.min(pieria.getInt("cluster.workers"), pieria.getInt("slices")),
                pieria.getBoolean("cluster.autostart"),
                Until.parse(pieria.getString("cluster.until"), phases),
                Intervals.from(pieria),
                Deadlines.from(pieria),
                Balancing.from(pieria));
    }

    private static List<PhasePlan> phasesOf(Config phases) {
        return phases.getStringList("order").stream()
                .map(name -> new PhasePlan(name, phases.getLong(name + ".steps"), phases.getInt(name + ".batch")))
                .collect(Collectors.toList());
    }

    /** The phase of that name; throws when there is none. */
    PhasePlan phase(String name) {
        return phases.get(index(name));
    }

    boolean knows(String name) {
        return phases.stream().anyMatch(phase -> phase.name().equals(name));
    }

    /** The phase's place in the order. */
    int index(String name) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("unknown phase " + name + "; known are " + names());
    }

    List<String> names() {
        return phases.stream().map(PhasePlan::name).collect(Collectors.toList());
    }

    /** What happens beside the steps of a phase. */
    Cadence cadence(String name) {
        return new Cadence(
                intervals.checkpoints(),
                intervals.evaluations(),
                intervals.samples(),
                phase(name).steps());
    }

    /** Whether one end lies behind another one. */
    boolean isBeyond(Until later, Until earlier) {
        int difference = index(later.phase()) - index(earlier.phase());
        return difference > 0 || (difference == 0 && later.step() > earlier.step());
    }
}
