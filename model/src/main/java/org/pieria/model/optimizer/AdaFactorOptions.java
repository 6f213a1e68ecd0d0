package org.pieria.model.optimizer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.TreeSet;

/**
 * The choices that the name AdaFactor leaves open. A section names a published {@code variant}; each option that it states
 * itself, other than as the word {@code variant}, takes the place of that variant's.
 */
record AdaFactorOptions(
        SecondMoment second, Momentum momentum, WeightDecay decay, Factoring factoring, UpdateSize size) {

    private static final String VARIANT = "variant";
    private static final Config VARIANTS = ConfigFactory.parseResources(
                    AdaFactorOptions.class,
                    "adafactor-variants.conf",
                    ConfigParseOptions.defaults().setAllowMissing(false))
            .resolve();

    /** Reads the section {@code adafactor} of a phase; without a variant it is Muse's. */
    static AdaFactorOptions from(Config section) {
        String variant = section.hasPath(VARIANT) ? section.getString(VARIANT) : "muse";
        Words.require(
                variants().contains(variant),
                "adafactor.variant must be one of " + String.join(", ", variants()),
                variant);
        return read(own(section).withFallback(VARIANTS.getConfig(variant)));
    }

    /** The names of the variants, sorted. */
    static List<String> variants() {
        return List.copyOf(new TreeSet<>(VARIANTS.root().keySet()));
    }

    /** What the section states itself. */
    private static Config own(Config section) {
        Config own = section;
        for (String key : section.root().keySet()) {
            own = VARIANT.equals(section.getString(key)) ? own.withoutPath(key) : own;
        }
        return own;
    }

    private static AdaFactorOptions read(Config options) {
        return new AdaFactorOptions(
                SecondMoment.from(options),
                Momentum.from(options),
                WeightDecay.from(options),
                Factoring.from(options),
                UpdateSize.from(options));
    }
}
