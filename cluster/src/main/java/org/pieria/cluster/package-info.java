/** The process: the only place that wires things together. */
@NullMarked
package org.pieria.cluster;

import org.jspecify.annotations.NullMarked;
