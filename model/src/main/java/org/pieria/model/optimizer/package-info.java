/** AdaFactor, Adam and the learning-rate schedule. */
@NullMarked
package org.pieria.model.optimizer;

import org.jspecify.annotations.NullMarked;
