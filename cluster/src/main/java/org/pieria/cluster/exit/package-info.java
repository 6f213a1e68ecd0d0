/** How a process of Pieria ends: exit codes and the failures that carry them. */
@NullMarked
package org.pieria.cluster.exit;

import org.jspecify.annotations.NullMarked;
