/** Other processes of this host, as the system shows them. */
@NullMarked
package org.pieria.worker.process;

import org.jspecify.annotations.NullMarked;
