/** A cluster seen from outside, over HTTP. */
@NullMarked
package org.pieria.cluster.client;

import org.jspecify.annotations.NullMarked;
