/** What is shown of a run and how it is steered, free of Akka: the seam between the coordinator and HTTP, launcher and report. */
@NullMarked
package org.pieria.actors.view;

import org.jspecify.annotations.NullMarked;
