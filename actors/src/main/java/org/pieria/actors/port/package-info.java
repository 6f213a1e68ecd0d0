/** The ports of the control plane, free of Akka: what a host's engine and a run's ledger owe the actors. */
@NullMarked
package org.pieria.actors.port;

import org.jspecify.annotations.NullMarked;
