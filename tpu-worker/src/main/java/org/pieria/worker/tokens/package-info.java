/** The tokenised data set: tokens at both resolutions and encoded captions, in shards addressed by what made them. */
@NullMarked
package org.pieria.worker.tokens;

import org.jspecify.annotations.NullMarked;
