/** Text encoders that run on the host. */
@NullMarked
package org.pieria.worker.text;

import org.jspecify.annotations.NullMarked;
