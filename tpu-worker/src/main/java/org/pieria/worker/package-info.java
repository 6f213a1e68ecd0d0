/** One host's engine. The only module that opens a TensorFlow Session; no Akka. */
@NullMarked
package org.pieria.worker;

import org.jspecify.annotations.NullMarked;
