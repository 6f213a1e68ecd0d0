/** What a run came to, as a file and as a table. */
@NullMarked
package org.pieria.cluster.report;

import org.jspecify.annotations.NullMarked;
