package org.pieria.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration in which every key is known, present and right.
 *
 * @param preset the name it was asked for by; empty if only the defaults were
 * @param root resolved; its only root is {@code pieria}
 */
public record Configuration(String preset, Config root) {

    /** One line of {@code pieria config}. */
    public record Setting(Key key, String value, String origin) {}

    /**
     * Checks everything.
     *
     * @throws InvalidConfiguration with every problem at once
     */
    public Configuration {
        List<String> problems = Check.problems(root);
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }

    /**
     * The defaults, overridden by a preset, overridden by assignments.
     *
     * @param preset a name in {@code presets} or a path; empty for the defaults alone
     * @param assignments {@code key=value} each, later ones win
     * @throws InvalidConfiguration with every problem at once
     */
    public static Configuration load(Presets presets, String preset, List<String> assignments) {
        List<String> problems = new ArrayList<>();
        Config file = preset.isEmpty() ? ConfigFactory.empty() : readPreset(presets, preset, problems);
        Config merged =
                Assignments.read(assignments, problems).withFallback(file).withFallback(defaults());
        Optional<Config> resolved = resolve(merged, problems);
        resolved.ifPresent(config -> problems.addAll(Check.problems(config)));
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return new Configuration(preset, resolved.orElseThrow());
    }

    /** The section of everything: {@code pieria}. */
    public Config pieria() {
        return root.getConfig("pieria");
    }

    /** What determines the bits. */
    public Contract contract() {
        return Contract.of(this);
    }

    /** With an operational value replaced; the contract cannot be changed here. */
    public Configuration with(String path, Object value) {
        if (Kind.of(path) != Kind.OPERATIONAL) {
            throw new IllegalArgumentException("a key of the contract cannot be replaced: " + path);
        }
        return new Configuration(preset, root.withValue("pieria." + path, ConfigValueFactory.fromAnyRef(value)));
    }

    /** All keys with values and origins, by path; secrets are starred. */
    public List<Setting> settings() {
        Config pieria = pieria();
        return KeyTable.pieria().keys().stream()
                .map(key -> new Setting(
                        key, key.shown(pieria.getValue(key.path())), Origin.of(pieria.getValue(key.path()))))
                .toList();
    }

    /** As a file that {@link #load} reads back, secrets included. */
    public String render() {
        return root.root()
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
    }

    private static Config defaults() {
        return ConfigFactory.parseResources(
                Configuration.class.getClassLoader(),
                "pieria.conf",
                ConfigParseOptions.defaults().setAllowMissing(false).setOriginDescription(Origin.DEFAULT));
    }

    private static Config readPreset(Presets presets, String preset, List<String> problems) {
        Optional<Path> file = presets.find(preset);
        if (file.isEmpty()) {
            problems.add(presets.missing(preset));
            return ConfigFactory.empty();
        }
        try {
            return ConfigFactory.parseFile(
                    file.get().toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
            return ConfigFactory.empty();
        }
    }

    /** Resolved after merging, so that what a preset says of vqgan-low reaches vqgan-high, which refers to it. */
    private static Optional<Config> resolve(Config merged, List<String> problems) {
        try {
            return Optional.of(merged.resolve());
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
