package org.pieria.actors.port;

/**
 * Asks a rank for its part of a checkpoint.
 *
 * @param phase the phase
 * @param step the step whose state is to be saved; must be the standing step
 * @param rank this rank; it writes the tensors that are its share among {@code ranks}
 * @param ranks how many ranks write
 * @param directory where to, as a path inside the run directory; unique to this attempt
 */
public record SaveOrder(String phase, long step, int rank, int ranks, String directory) {}
