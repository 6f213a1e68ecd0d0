/** What a text encoder owes the models. */
@NullMarked
package org.pieria.model.text;

import org.jspecify.annotations.NullMarked;
