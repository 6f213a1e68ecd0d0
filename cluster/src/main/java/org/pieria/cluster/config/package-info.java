/** Configuration: files and {@code --set}, checked key by key, and the contract that they amount to. */
@NullMarked
package org.pieria.cluster.config;

import org.jspecify.annotations.NullMarked;
