/** Captioned images: WebDataset shards, their index, the order of samples, the demonstration set. */
@NullMarked
package org.pieria.worker.data;

import org.jspecify.annotations.NullMarked;
