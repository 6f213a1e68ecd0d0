/** Whole runs in virtual time, each from one seed: the protocol's state machines among every fault that can be drawn. */
@NullMarked
package org.pieria.actors.simulation;

import org.jspecify.annotations.NullMarked;
