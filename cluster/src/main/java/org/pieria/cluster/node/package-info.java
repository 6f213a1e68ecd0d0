/** The nodes of a cluster: where actors, engine, ledger and HTTP are joined. */
@NullMarked
package org.pieria.cluster.node;

import org.jspecify.annotations.NullMarked;
