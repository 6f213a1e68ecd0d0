/** How generated images are judged: distances between sets of features, agreement of images and captions. Pure mathematics. */
@NullMarked
package org.pieria.model.evaluation;

import org.jspecify.annotations.NullMarked;
