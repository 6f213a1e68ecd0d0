/** Real runs that are tortured: processes killed, stopped and cut off, and every step compared with an undisturbed run. */
@NullMarked
package org.pieria.benchmarks.torture;

import org.jspecify.annotations.NullMarked;
