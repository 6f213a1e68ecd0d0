/** The whole system from its command line: real processes, real training, real ends. */
@NullMarked
package org.pieria.cluster.whole;

import org.jspecify.annotations.NullMarked;
