/** What a run would need and how long it would take, before it is started. */
@NullMarked
package org.pieria.cluster.plan;

import org.jspecify.annotations.NullMarked;
