/**
 * The encoder of T5 v1.1 as graphs: frozen, so without gradients. Weights have the names and the layout [out, in] of
 * Hugging Face's checkpoints.
 */
@NullMarked
package org.pieria.model.text.t5;

import org.jspecify.annotations.NullMarked;
