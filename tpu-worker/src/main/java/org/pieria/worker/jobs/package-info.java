/** Work beside the steps: tokenising, evaluating, painting samples. */
@NullMarked
package org.pieria.worker.jobs;

import org.jspecify.annotations.NullMarked;
