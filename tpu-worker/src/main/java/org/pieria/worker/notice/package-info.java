/** What a cloud says about the host's near end. */
@NullMarked
package org.pieria.worker.notice;

import org.jspecify.annotations.NullMarked;
