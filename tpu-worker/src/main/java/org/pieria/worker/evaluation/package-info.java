/** Judging a trained model: captions, pictures, feature extractors that users bring, and the figures with all they depend on. */
@NullMarked
package org.pieria.worker.evaluation;

import org.jspecify.annotations.NullMarked;
