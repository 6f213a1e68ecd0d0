/** How messages look between processes: Kryo with committed ids. */
@NullMarked
package org.pieria.actors.wire;

import org.jspecify.annotations.NullMarked;
