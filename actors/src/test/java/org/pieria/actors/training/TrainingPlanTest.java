package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

    private static final TrainingPlan.Belonging BELONGING = new TrainingPlan.Belonging("c", "r");

    private static Config config(String more) {
        return ConfigFactory.parseString(more).withFallback(ConfigFactory.parseString("""
                                pieria {
                                  run.name = r
                                  slices = 4
                                  phases { order = [vqgan-low, base]
                                    vqgan-low { steps = 100, batch = 32 }
                                    base { steps = 50, batch = 16 } }
                                  evaluation { every = 20, samples-every = 25 }
                                  checkpoints.every = 40
                                  workers.step-deadline = 60s
                                  cluster { workers = 2, autostart = false, until = "", window = 10s,
                                    join-deadline = 120s, answer-deadline = 30s, rebalance-after = 20 }
                                }
                                """));
    }

    @Test
    void readsPhasesInOrderWithStepsAndBatch() {
        TrainingPlan plan = TrainingPlan.from(config(""), BELONGING);

        assertThat(plan.phases()).containsExactly(new PhasePlan("vqgan-low", 100, 32), new PhasePlan("base", 50, 16));
        assertThat(plan.until()).isEqualTo(new Until("base", 50));
        assertThat(plan.deadlines().join()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void takesNoMoreWorkersThanThereAreSlices() {
        assertThat(TrainingPlan.from(config("pieria.cluster.workers = 9"), BELONGING)
                        .workers())
                .isEqualTo(4);
    }

    @Test
    void endsWhereUntilSays() {
        assertThat(TrainingPlan.from(config("pieria.cluster.until = \"base:7\""), BELONGING)
                        .until())
                .isEqualTo(new Until("base", 7));
    }

    @Test
    void refusesAnEndThatThePhaseNeverReaches() {
        assertThatThrownBy(() -> TrainingPlan.from(config("pieria.cluster.until = \"base:51\""), BELONGING))
                .hasMessageContaining("from 1 to 50 of base")
                .hasMessageContaining("51");
    }

    @Test
    void namesTheKnownPhasesWhenUntilNamesAnother() {
        assertThatThrownBy(() -> TrainingPlan.from(config("pieria.cluster.until = bas"), BELONGING))
                .hasMessageContaining("cluster.until")
                .hasMessageContaining("vqgan-low, base");
    }

    @Test
    void paintsGridsInEveryPhase() {
        TrainingPlan plan = TrainingPlan.from(config(""), BELONGING);

        assertThat(plan.cadence("vqgan-low").samples(25)).isTrue();
        assertThat(plan.cadence("base").samples(25)).isTrue();
    }

    @Test
    void savesAtMultiplesAndAtTheLastStepAndEvaluatesTheLastOnlyOnce() {
        Cadence cadence = new Cadence(40, 20, 0, 100);

        assertThat(cadence.saves(40)).isTrue();
        assertThat(cadence.saves(41)).isFalse();
        assertThat(cadence.saves(100)).isTrue();
        assertThat(cadence.evaluates(20)).isTrue();
        assertThat(cadence.evaluates(100)).isFalse();
    }
}
