package org.pieria.actors.training;

import org.pieria.actors.port.Standing;

/**
 * What a worker is in the middle of, told with every registration, so that a coordinator that knows nothing of it can take
 * over.
 *
 * @param generation the one that the worker is prepared for, and has promised nothing above
 * @param standing its last applied step
 * @param from the step at which it began in this generation with a state from memory; 0 where it began with one from disk
 * @param grant the number of the newest grant, hold or run-to that it obeyed
 * @param to the last step granted
 */
public record Service(long generation, Standing standing, long from, long grant, long to) {}
