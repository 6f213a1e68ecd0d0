/** One machine's run: checks, child processes, their supervision, and an orderly end without orphans. */
@NullMarked
package org.pieria.cluster.launch;

import org.jspecify.annotations.NullMarked;
