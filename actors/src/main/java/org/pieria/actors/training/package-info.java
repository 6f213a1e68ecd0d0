/** The decisions of the control plane as pure state machines: no Akka, no clock, no I/O; time and facts come with events. */
@NullMarked
package org.pieria.actors.training;

import org.jspecify.annotations.NullMarked;
