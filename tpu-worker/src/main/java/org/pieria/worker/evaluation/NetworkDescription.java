package org.pieria.worker.evaluation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pieria.checkpointing.digest.Sha256;

/**
 * How a network in an ONNX or safetensors file is fed, from a small HOCON or JSON file beside it: {@code net.conf} or
 * {@code net.json} for {@code net.onnx}. A safetensors file holds an Inception, which is fed as FID has it unless the
 * description says otherwise.
 *
 * @param file the network
 * @param name for figures and reports
 * @param kind {@value #FEATURES} or {@value #INCEPTION}
 * @param sha256 of the file as it is
 * @param input name of the network's input; empty takes its only one
 * @param channelsLast whether pictures are fed as [height, width, 3]
 * @param output name of the network's output; empty takes its first
 */
record NetworkDescription(
        Path file,
        String name,
        String kind,
        String sha256,
        String input,
        boolean channelsLast,
        String output,
        Preparation preparation) {

    static final String FEATURES = "features";

    /** The network of 2015 whose third pooling layer FID is defined on. */
    static final String INCEPTION = "inception-2015";

    private static final int INCEPTION_WIDTH = 2048;
    private static final String SAFETENSORS = ".safetensors";

    private static final Preparation INCEPTION_INPUT = new Preparation(
            299, Resize.BILINEAR, false, List.of(-1.0, 1.0), List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private static final Config DEFAULTS = ConfigFactory.parseString("""
            kind = features, sha256 = "", output = ""
            input { name = "", layout = nchw, resize = bilinear, crop = false, range = [0, 1] }
            input { mean = [0, 0, 0], std = [1, 1, 1] }
            """);

    private static final Config INCEPTION_DEFAULTS =
            ConfigFactory.parseString("input { side = 299, range = [-1, 1] }").withFallback(DEFAULTS);

    /** Whether a network's file is safetensors and not ONNX. */
    static boolean isSafetensors(Path network) {
        return network.getFileName().toString().endsWith(SAFETENSORS);
    }

    /**
     * Reads the description of a network.
     *
     * @throws IllegalArgumentException with a message for the user when a file is missing or says what cannot be
     */
    static NetworkDescription of(Path network) throws IOException {
        if (!Files.isRegularFile(network)) {
            throw new IllegalArgumentException(
                    "there is no network " + network + "; give an ONNX or a safetensors file");
        }
        Path description = beside(network);
        try {
            Config config = ConfigFactory.parseFile(
                            description.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .withFallback(isSafetensors(network) ? INCEPTION_DEFAULTS : DEFAULTS)
                    .resolve();
            return checked(network, config);
        } catch (ConfigException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(description + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Path beside(Path network) {
        String stem = network.getFileName().toString().replaceFirst("\\.(onnx|safetensors)$", "");
        for (String ending : List.of(".conf", ".json")) {
            Path description = network.resolveSibling(stem + ending);
            if (Files.isRegularFile(description)) {
                return description;
            }
        }
        throw new IllegalArgumentException("the network " + network + " needs a description " + stem + ".conf or "
                + stem + ".json beside it, such as: name = my-net, input { side = 224, resize = bicubic-antialiased,"
                + " crop = true, range = [0, 1], mean = [0, 0, 0], std = [1, 1, 1] }, output = features");
    }

    private static NetworkDescription checked(Path network, Config config) throws IOException {
        String found = Sha256.hex(network);
        String declared = config.getString("sha256");
        if (!declared.isEmpty() && !declared.equalsIgnoreCase(found)) {
            throw new IllegalArgumentException("sha256 is declared as " + declared + ", but " + network.getFileName()
                    + " has " + found + ": another file, or a damaged one");
        }
        NetworkDescription description = from(network, config, found);
        if (description.kind().equals(INCEPTION)) {
            description.requireInception(declared);
        }
        return description;
    }

    private static NetworkDescription from(Path network, Config config, String sha256) {
        return new NetworkDescription(
                network,
                config.getString("name"),
                oneOf("kind", config.getString("kind"), List.of(FEATURES, INCEPTION)),
                sha256,
                config.getString("input.name"),
                oneOf("input.layout", config.getString("input.layout"), List.of("nchw", "nhwc"))
                        .equals("nhwc"),
                config.getString("output"),
                Preparation.from(config.getConfig("input")));
    }

    private static String oneOf(String key, String value, List<String> choices) {
        if (!choices.contains(value)) {
            throw new IllegalArgumentException(key + " must be one of " + choices + ", was " + value);
        }
        return value;
    }

    /** Who wants to print FID says which weights they are, and feeds them as FID is defined. */
    private void requireInception(String declared) {
        if (declared.isEmpty()) {
            throw new IllegalArgumentException(
                    "kind " + INCEPTION + " needs sha256, the digest of the file that you know"
                            + " to hold the weights of 2015 (this file has " + sha256 + ")");
        }
        if (!preparation.equals(INCEPTION_INPUT)) {
            throw new IllegalArgumentException("kind " + INCEPTION + " reads " + INCEPTION_INPUT.words()
                    + ", the description says " + preparation.words() + "; as another kind its distance is FD(" + name
                    + ")");
        }
    }

    /**
     * Checks how many features the network gives.
     *
     * @throws IllegalArgumentException when it is called the Inception of 2015 and gives another number
     */
    void requireWidth(int width) {
        if (kind.equals(INCEPTION) && width != INCEPTION_WIDTH) {
            throw new IllegalArgumentException("the Inception of 2015 gives " + INCEPTION_WIDTH + " features, " + file
                    + " gives " + width + "; name its pooled output");
        }
    }

    FeatureExtractor.Identity identity() {
        return new FeatureExtractor.Identity(name, sha256, preparation.words(), kind.equals(INCEPTION));
    }
}
