@NullMarked
package org.pieria.worker.handover;

import org.jspecify.annotations.NullMarked;
