package org.pieria.benchmarks.torture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What every blow and every other change of the generation cost a run. */
final class Costs {

    /** How long after the end of a hang its pause of the steps may begin. */
    private static final long AFTER_HANG = 2_000_000;

    /** How long after the death of a coordinator a pause counts as its doing. */
    private static final long AFTER_COORDINATOR = 10_000_000;

    /** The launcher starts nothing again any sooner. */
    private static final long BEFORE_RESTART = 1_000_000;

    /** After so long nothing is left of a blow. */
    private static final long RECOVERED = 30_000_000;

    private final Chronicle chronicle;
    private final List<Blow> blows;
    private final List<Cost> costs = new ArrayList<>();
    private final Set<Long> blamed = new HashSet<>();

    /**
     * What one blow cost.
     *
     * @param situation of the struck process: serving (a member that steps), forming (its generation was over already, or
     *     not yet begun), idle (it was no member yet) or coordinating
     * @param stall milliseconds without a step, less a normal one
     */
    record Cost(Blow blow, String situation, double stall) {

        String csv() {
            return String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,%d,%s,%.1f",
                    blow.at(),
                    blow.fault(),
                    blow.role(),
                    blow.node(),
                    blow.millis(),
                    situation,
                    stall);
        }
    }

    static final String HEADER = "at_micros,fault,role,node,held_millis,situation,stall_millis";

    Costs(Chronicle chronicle, List<Blow> blows) {
        this.chronicle = chronicle;
        this.blows = List.copyOf(blows);
        blows.forEach(blow -> costs.add(cost(blow)));
    }

    private Cost cost(Blow blow) {
        if (!blow.role().equals("worker")) {
            return new Cost(
                    blow,
                    "coordinating",
                    chronicle.pause(blow.at(), blow.at() + blow.millis() * 1000 + AFTER_COORDINATOR));
        }
        long generation = chronicle.servedBy(blow.pid(), blow.at());
        if (generation == 0) {
            return new Cost(blow, "idle", 0);
        }
        boolean steps = chronicle.generations().contains(generation) && chronicle.newest(blow.at()) == generation;
        return new Cost(blow, steps ? "serving" : "forming", stall(blow, generation));
    }

    private double stall(Blow blow, long generation) {
        long end = blow.at() + blow.millis() * 1000 + AFTER_HANG;
        boolean survived = blow.millis() > 0 && chronicle.servedBy(blow.pid(), end) == generation;
        Optional<Double> change = survived ? Optional.empty() : chronicle.pauseAfter(generation);
        if (change.isPresent()) {
            blamed.add(generation);
        }
        return change.orElseGet(() -> chronicle.pause(blow.at(), end));
    }

    List<Cost> all() {
        return List.copyOf(costs);
    }

    /** The stalls by fault and situation. */
    Map<String, Spread> spreads() {
        return new TreeMap<>(costs.stream()
                .filter(cost -> !cost.situation().equals("idle"))
                .collect(Collectors.groupingBy(
                        cost -> cost.blow().fault() + ", " + cost.situation(),
                        Collectors.collectingAndThen(
                                Collectors.mapping(Cost::stall, Collectors.toList()), Spread::of))));
    }

    /**
     * The longest pauses between the death of a coordinator and the start of the process that replaces it: what the death
     * itself costs, without the processor that the start takes from the workers.
     */
    Spread successions() {
        return Spread.of(costs.stream()
                .filter(cost ->
                        cost.situation().equals("coordinating") && cost.blow().millis() == 0)
                .map(cost -> cost.blow().at())
                .map(at -> chronicle.pause(at, at + BEFORE_RESTART))
                .toList());
    }

    /** The pauses of generations that ended without a blow: somebody joined. */
    Spread joins() {
        return Spread.of(chronicle.generations().stream()
                .filter(generation -> !blamed.contains(generation))
                .map(chronicle::pauseAfter)
                .flatMap(Optional::stream)
                .toList());
    }

    /** The longest pauses in times as long as those after the death of a coordinator, when nothing was struck: the noise. */
    Spread untouched() {
        return Spread.of(LongStream.iterate(
                        chronicle.begin(), at -> at + AFTER_COORDINATOR < chronicle.end(), at -> at + AFTER_COORDINATOR)
                .filter(this::isUntouched)
                .mapToObj(at -> chronicle.pause(at, at + AFTER_COORDINATOR))
                .toList());
    }

    private boolean isUntouched(long at) {
        return blows.stream()
                .noneMatch(blow ->
                        at + AFTER_COORDINATOR > blow.at() && at < blow.at() + blow.millis() * 1000 + RECOVERED);
    }

    /** How many blows of each fault there were. */
    Map<String, Long> counts() {
        return new TreeMap<>(blows.stream().collect(Collectors.groupingBy(Blow::fault, Collectors.counting())));
    }
}
