/** What every model is built from: parameters, feeds, statistics, and the seam between a model and the engine that trains it. */
@NullMarked
package org.pieria.model.graph;

import org.jspecify.annotations.NullMarked;
