/** The JSON of records: strict reading, and a seal over every byte. */
@NullMarked
package org.pieria.checkpointing.json;

import org.jspecify.annotations.NullMarked;
