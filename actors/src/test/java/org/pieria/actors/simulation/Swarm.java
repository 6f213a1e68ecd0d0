package org.pieria.actors.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pieria.actors.training.Balancing;
import org.pieria.actors.training.Deadlines;
import org.pieria.actors.training.PhasePlan;
import org.pieria.actors.training.TrainingPlan;
import org.pieria.actors.training.Until;

/**
 * What one seed draws: the run, how bad the network is, which faults happen at all and how often. Few faults at a time find
 * other things than all of them at once.
 *
 * @param slices of a step
 * @param spares workers beside those that a generation needs
 * @param faults those that may happen; one that is in it twice happens more often
 * @param gap longest time between two of them, in microseconds
 * @param calmAt when the last one has happened
 * @param preparation longest time to prepare a generation
 */
record Swarm(
        TrainingPlan plan,
        int slices,
        int spares,
        Network.Weather weather,
        List<Nemesis.Fault> faults,
        long gap,
        long calmAt,
        long preparation) {

    private static final long SECOND = 1_000_000;
    private static final int[] SLICES = {2, 3, 4, 6, 8};

    static Swarm of(Dice dice) {
        int slices = SLICES[dice.below(SLICES.length)];
        return new Swarm(
                plan(dice, slices),
                slices,
                dice.below(3),
                weather(dice),
                faults(dice),
                dice.between(SECOND / 2, 6 * SECOND),
                dice.between(3 * SECOND, 40 * SECOND),
                dice.between(10_000, 2 * SECOND));
    }

    private static TrainingPlan plan(Dice dice, int slices) {
        List<PhasePlan> phases = new ArrayList<>();
        phases.add(new PhasePlan("vqgan-low", dice.between(4, 14), slices));
        if (dice.chance(400)) {
            phases.add(new PhasePlan("base", dice.between(4, 10), slices));
        }
        TrainingPlan.Intervals intervals = new TrainingPlan.Intervals(dice.between(0, 5), dice.below(6), dice.below(6));
        Deadlines deadlines = new Deadlines(
                Duration.ofSeconds(dice.between(1, 10)),
                Duration.ofSeconds(dice.between(10, 20)),
                Duration.ofSeconds(dice.between(3, 6)),
                Duration.ofMillis(dice.between(1_500, 8_000)),
                Duration.ofSeconds(20));
        int workers = (int) Math.min(slices, dice.between(1, 4));
        return new TrainingPlan(
                "simulated",
                new TrainingPlan.Belonging(World.CONTRACT, World.RUN),
                phases,
                workers,
                true,
                Until.endOf(phases.get(phases.size() - 1)),
                intervals,
                deadlines,
                Balancing.none());
    }

    private static Network.Weather weather(Dice dice) {
        boolean stormy = dice.chance(600);
        return new Network.Weather(
                stormy ? dice.below(150) : 0,
                stormy ? dice.below(200) : 0,
                stormy ? dice.below(100) : 0,
                dice.between(500, 60_000),
                dice.between(60_000, 6 * SECOND));
    }

    private static List<Nemesis.Fault> faults(Dice dice) {
        List<Nemesis.Fault> faults = new ArrayList<>();
        for (Nemesis.Fault fault : Nemesis.Fault.values()) {
            for (int weight = dice.chance(350) ? dice.below(3) : -1; weight >= 0; weight--) {
                faults.add(fault);
            }
        }
        return List.copyOf(faults);
    }

    long stepPatience() {
        return plan.deadlines().step().toNanos() / 1_000;
    }

    long linePatience() {
        return 2 * SECOND;
    }

    Duration lease() {
        return plan.deadlines().join();
    }
}
