package org.pieria.worker.engine;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.pieria.model.graph.Model;
import org.pieria.worker.step.BatchSource;

/**
 * What a phase trains and on what.
 *
 * @param name the phase's name; its parameters' names begin with it
 * @param model the mathematics
 * @param batches the feeds of every slice of every step
 * @param frozen values of what the model reads and does not train
 * @param start makes the state before step 1 out of the initial values, where the phase goes on from an earlier one
 */
public record Phase(
        String name,
        Model model,
        BatchSource batches,
        Map<String, float[]> frozen,
        UnaryOperator<Map<String, float[]>> start) {

    public Phase {
        frozen = Map.copyOf(frozen);
    }

    /** A phase that begins with its initial values. */
    public Phase(String name, Model model, BatchSource batches, Map<String, float[]> frozen) {
        this(name, model, batches, frozen, UnaryOperator.identity());
    }

    /** A phase whose model reads nothing but what it trains. */
    public Phase(String name, Model model, BatchSource batches) {
        this(name, model, batches, Map.of());
    }
}
