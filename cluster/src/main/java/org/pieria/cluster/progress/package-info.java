/** A run's progress as lines of text. */
@NullMarked
package org.pieria.cluster.progress;

import org.jspecify.annotations.NullMarked;
