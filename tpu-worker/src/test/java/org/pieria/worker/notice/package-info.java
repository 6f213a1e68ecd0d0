@NullMarked
package org.pieria.worker.notice;

import org.jspecify.annotations.NullMarked;
