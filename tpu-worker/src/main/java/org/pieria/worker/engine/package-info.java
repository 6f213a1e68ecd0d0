/** The host's engine: what the worker actor drives. It prepares phases, runs steps, saves parts and does jobs. */
@NullMarked
package org.pieria.worker.engine;

import org.jspecify.annotations.NullMarked;
