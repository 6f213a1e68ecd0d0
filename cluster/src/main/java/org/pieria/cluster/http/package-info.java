/** What is seen of a run from outside and how it is steered: the HTTP interface, its metrics and the dashboard. */
@NullMarked
package org.pieria.cluster.http;

import org.jspecify.annotations.NullMarked;
