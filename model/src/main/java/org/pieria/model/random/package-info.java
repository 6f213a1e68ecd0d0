/** Randomness as a function of a key and a counter; nothing keeps a generator. */
@NullMarked
package org.pieria.model.random;

import org.jspecify.annotations.NullMarked;
