/** Measurements beside the machine's own limits. */
@NullMarked
package org.pieria.benchmarks;

import org.jspecify.annotations.NullMarked;
