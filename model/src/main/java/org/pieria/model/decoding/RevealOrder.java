package org.pieria.model.decoding;

import java.util.Arrays;
import java.util.Locale;

/** Which of the tokens drawn in a step are fixed for good. */
public enum RevealOrder {
    /** Those of which the model is most confident (MaskGIT). */
    CONFIDENCE,

    /** The next ones of a fixed sequence that spreads over the grid ({@link HaltonOrder}), whatever the model says. */
    HALTON;

    /**
     * The order of this name.
     *
     * @throws IllegalArgumentException with all names, when there is none
     */
    public static RevealOrder named(String name) {
        return Arrays.stream(values())
                .filter(order -> order.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sampling.order must be one of " + Arrays.toString(values()) + ", got " + name));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
