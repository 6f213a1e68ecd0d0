/** Engines whose memory or arithmetic is wrong, in a real run of several. */
@NullMarked
package org.pieria.cluster.corruption;

import org.jspecify.annotations.NullMarked;
