package org.pieria.actors.training;

/** One thing to be done, in the order of the run. */
sealed interface Task {

    /** Train a phase up to a step. */
    record Train(String phase, long limit) implements Task {}

    /** Measure a finished phase on held-out data. */
    record Evaluate(String phase) implements Task {}

    /** Tokenise the data set with the finished image tokenizers. */
    record Tokenise(String directory) implements Task {}

    /** Paint sample grids with everything that is finished. */
    record Paint(String phase) implements Task {}
}
