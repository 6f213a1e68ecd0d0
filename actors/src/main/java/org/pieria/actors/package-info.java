/** Who asks whom, when, and what if not: the control plane. No tensor is touched here. */
@NullMarked
package org.pieria.actors;

import org.jspecify.annotations.NullMarked;
