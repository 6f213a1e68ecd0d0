package org.pieria.worker.engine;

import org.pieria.model.graph.Model;
import org.pieria.worker.step.BatchSource;

/**
 * What a phase trains and on what.
 *
 * @param name the phase's name; its parameters' names begin with it
 * @param model the mathematics
 * @param batches the feeds of every slice of every step
 */
public record Phase(String name, Model model, BatchSource batches) {}
