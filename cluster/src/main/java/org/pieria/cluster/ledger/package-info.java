/** The coordinator's durable facts, kept in a run directory. */
@NullMarked
package org.pieria.cluster.ledger;

import org.jspecify.annotations.NullMarked;
