package org.pieria.actors.training;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON records that jobs leave in the run directory. */
final class Records {

    /** The manifest of the tokenised data set. */
    static final String TOKENS = "tokens";

    /** Where it lies inside the run directory, as assignments name it. */
    static final String TOKENS_PATH = "records/" + TOKENS + ".json";

    /** What was asked for; a successor goes on with it. */
    static final String WISH = "wish";

    private static final String DIRECTORY = "directory";
    private static final String METRICS = "metrics";

    private Records() {}

    static String evaluation(String phase) {
        return "evaluation-" + phase;
    }

    static String samples(String phase) {
        return "samples-" + phase;
    }

    /** The tokenised data set: what made it and the hash of every output. */
    static String tokens(String directory, Map<String, String> checkpoints, Map<String, String> outputs) {
        return json(Map.of(DIRECTORY, directory, "checkpoints", checkpoints, "outputs", new TreeMap<>(outputs)));
    }

    /** Held-out metrics; what is not a finite number has no place in JSON and is left out. */
    static String evaluation(String phase, long step, Map<String, Double> metrics) {
        Map<String, Double> finite = new TreeMap<>(metrics);
        finite.values().removeIf(value -> !Double.isFinite(value));
        return json(Map.of("phase", phase, "step", step, METRICS, finite));
    }

    static String samples(String phase, long step, Map<String, String> outputs) {
        return json(Map.of("phase", phase, "step", step, "outputs", new TreeMap<>(outputs)));
    }

    /** Whether a manifest of tokens is of the data set that was meant for this directory. */
    static boolean isOf(String manifest, String directory) {
        Config read = parse(manifest);
        return read.hasPath(DIRECTORY) && read.getString(DIRECTORY).equals(directory);
    }

    static Map<String, Double> metrics(String evaluation) {
        Map<String, Double> metrics = new HashMap<>();
        parse(evaluation).getObject(METRICS).unwrapped().forEach((name, value) -> {
            if (value instanceof Number number) {
                metrics.put(name, number.doubleValue());
            }
        });
        return metrics;
    }

    static String wish(Wish wish) {
        Until goal = wish.goal().orElseThrow();
        return json(Map.of("phase", goal.phase(), "step", goal.step(), "paused", wish.rests()));
    }

    /** The recorded wish, as far as the plan still knows its phase. */
    static Optional<Wish> wish(Map<String, String> records, TrainingPlan plan) {
        return Optional.ofNullable(records.get(WISH))
                .map(Records::parse)
                .filter(wish -> plan.knows(wish.getString("phase")))
                .map(wish -> new Wish(
                        Optional.of(new Until(wish.getString("phase"), wish.getLong("step"))),
                        wish.getBoolean("paused") ? Wish.Rest.PAUSE : Wish.Rest.NONE));
    }

    private static Config parse(String json) {
        return ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    private static String json(Map<String, Object> values) {
        return ConfigValueFactory.fromMap(values).render(ConfigRenderOptions.concise());
    }
}
