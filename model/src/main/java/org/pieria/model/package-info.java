/** The mathematics of Muse. Shape words: batch, tokens, width, heads, depth, codes, height, channels. */
@NullMarked
package org.pieria.model;

import org.jspecify.annotations.NullMarked;
