package org.pieria.cluster.config;

import static org.pieria.cluster.config.Rule.ANY;
import static org.pieria.cluster.config.Rule.FRACTION;
import static org.pieria.cluster.config.Rule.NOT_EMPTY;
import static org.pieria.cluster.config.Rule.PORT;
import static org.pieria.cluster.config.Rule.POSITIVE;
import static org.pieria.cluster.config.Rule.POWER_OF_TWO;
import static org.pieria.cluster.config.Rule.atLeast;
import static org.pieria.cluster.config.Rule.between;
import static org.pieria.cluster.config.Rule.each;
import static org.pieria.cluster.config.Rule.eachIfAny;
import static org.pieria.cluster.config.Rule.matching;
import static org.pieria.cluster.config.Rule.oneOf;
import static org.pieria.cluster.config.Rule.orVariant;
import static org.pieria.cluster.config.ValueType.DURATION;
import static org.pieria.cluster.config.ValueType.FLAG;
import static org.pieria.cluster.config.ValueType.INTEGER;
import static org.pieria.cluster.config.ValueType.INTEGERS;
import static org.pieria.cluster.config.ValueType.NUMBER;
import static org.pieria.cluster.config.ValueType.NUMBER_OR_VARIANT;
import static org.pieria.cluster.config.ValueType.TEXT;
import static org.pieria.cluster.config.ValueType.TEXTS;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every key with its type, rule and unit: the whitelist that files and {@code --set} are checked against. */
public final class KeyTable {

    private static final KeyTable PIERIA = new KeyTable();

    private final SortedMap<String, Key> byPath = new TreeMap<>();

    private KeyTable() {
        run();
        vqgan("phases.vqgan-low.");
        vqgan("phases.vqgan-high.");
        decoder("phases.vqgan-decoder.");
        transformer("phases.base.");
        transformer("phases.superres.");
        add("phases.superres.low-layers", INTEGER, atLeast(0), "layers");
        add("phases.superres.attention-block", INTEGER, between(0, 1024), "tokens");
        sampling();
        keeping();
        workers();
        cluster();
        http();
    }

    /** The table of this version. */
    public static KeyTable pieria() {
        return PIERIA;
    }

    /** By path without {@code pieria.}. */
    public Optional<Key> key(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** All keys, by path. */
    public Collection<Key> keys() {
        return byPath.values();
    }

    /** Whether keys stand below this path. */
    boolean isSection(String path) {
        String prefix = path + ".";
        SortedMap<String, Key> tail = byPath.tailMap(prefix);
        return !tail.isEmpty() && tail.firstKey().startsWith(prefix);
    }

    private void add(String path, ValueType type, Rule rule, String unit) {
        byPath.put(path, new Key(path, type, rule, unit));
    }

    private void run() {
        add(
                "run.name",
                TEXT,
                matching("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "1 to 64 letters, digits, dots or dashes"),
                "");
        add("run.seed", INTEGER, ANY, "");
        add("device", TEXT, matching("cpu|cpu-xla|gpu:\\d+|tpu:\\d+", "cpu, cpu-xla, gpu:N or tpu:N"), "");
        add("slices", INTEGER, POWER_OF_TWO, "slices");
        add("threads-per-slice", INTEGER, between(1, 256), "threads");
        add("training.wire", TEXT, oneOf("float32", "bfloat16"), "");
        add("data.source", TEXT, NOT_EMPTY, "");
        add("data.held-out", NUMBER, FRACTION, "share");
        add("data.max-caption-characters", INTEGER, atLeast(1), "characters");
        add("text.encoder", TEXT, oneOf("minilm-l6-v2-q", "t5"), "");
        add("text.weights", TEXT, ANY, "");
        add("text.dtype", TEXT, oneOf("float32", "bfloat16"), "");
        add("text.max-tokens", INTEGER, between(2, 512), "tokens");
        add("text.drop", NUMBER, FRACTION, "share");
        add("training.skip-limit", INTEGER, between(1, 1_000_000), "steps");
        add("training.recheck-every", INTEGER, atLeast(0), "steps");
        add("phases.order", TEXTS, each(oneOf("vqgan-low", "vqgan-high", "vqgan-decoder", "base", "superres")), "");
    }

    private void phase(String at) {
        add(at + "steps", INTEGER, atLeast(1), "steps");
        add(at + "batch", INTEGER, atLeast(1), "images");
        add(at + "learning-rate", NUMBER, POSITIVE, "");
        add(at + "warm-up", INTEGER, atLeast(0), "steps");
    }

    private void vqgan(String at) {
        decoder(at);
        add(at + "image", INTEGER, between(8, 1024), "pixels");
        add(at + "patch", INTEGER, between(1, 64), "pixels");
        add(at + "codes", INTEGER, between(2, 65536), "codes");
        add(at + "code-width", INTEGER, atLeast(1), "channels");
        add(at + "commitment", NUMBER, atLeast(0), "");
        add(at + "entropy", NUMBER, atLeast(0), "");
        add(at + "revive-every", INTEGER, atLeast(0), "steps");
    }

    /** What a VQGAN and a larger decoder both have. */
    private void decoder(String at) {
        phase(at);
        add(at + "adam.beta1", NUMBER, FRACTION, "");
        add(at + "adam.beta2", NUMBER, FRACTION, "");
        add(at + "adam.decay", NUMBER, atLeast(0), "");
        add(at + "channels", INTEGER, atLeast(4), "channels");
        add(at + "multipliers", INTEGERS, each(atLeast(1)), "");
        add(at + "residual-blocks", INTEGER, atLeast(1), "blocks");
        add(at + "reconstruction", NUMBER, POSITIVE, "");
        add(at + "perceptual.weight", NUMBER, atLeast(0), "");
        add(at + "perceptual.sha256", TEXT, matching("|[0-9a-fA-F]{64}", "empty or 64 hexadecimal digits"), "");
        add(at + "adversarial.weight", NUMBER, atLeast(0), "");
        add(at + "adversarial.ramp", INTEGER, atLeast(0), "steps");
        add(at + "adversarial.r1", NUMBER, atLeast(0), "");
        add(at + "adversarial.lecam", NUMBER, atLeast(0), "");
        add(at + "adversarial.patch", INTEGER, between(1, 64), "pixels");
        add(at + "adversarial.channels", INTEGER, atLeast(1), "channels");
        add(at + "adversarial.most-channels", INTEGER, atLeast(1), "channels");
    }

    private void transformer(String at) {
        phase(at);
        adafactor(at + "adafactor.");
        add(at + "layers", INTEGER, atLeast(1), "layers");
        add(at + "width", INTEGER, atLeast(1), "channels");
        add(at + "mlp", INTEGER, atLeast(1), "channels");
        add(at + "heads", INTEGER, atLeast(1), "heads");
        add(at + "dropout", NUMBER, FRACTION, "share");
        add(at + "label-smoothing", NUMBER, FRACTION, "share");
        add(at + "compute", TEXT, oneOf("float32", "bfloat16"), "");
        add(at + "rematerialise", TEXT, oneOf("on", "off"), "");
        add(at + "accumulate", INTEGER, atLeast(1), "parts");
    }

    /** The word {@code variant} stands for what the named variant has. */
    private void adafactor(String at) {
        add(at + "variant", TEXT, oneOf("muse", "t5x", "optax", "transformers", "big-vision"), "");
        add(at + "beta1", NUMBER_OR_VARIANT, orVariant(FRACTION), "");
        add(at + "beta2", NUMBER_OR_VARIANT, orVariant(between(0, 1)), "");
        add(at + "beta2-schedule", TEXT, oneOf("variant", "power", "capped", "constant"), "");
        add(at + "beta2-power", NUMBER_OR_VARIANT, orVariant(POSITIVE), "");
        add(at + "decay", NUMBER_OR_VARIANT, orVariant(FRACTION), "");
        add(at + "decay-by", TEXT, oneOf("variant", "raw", "rate", "schedule", "scaled-rate"), "");
        add(at + "clip", NUMBER_OR_VARIANT, orVariant(atLeast(0)), "");
        add(at + "parameter-scale", TEXT, oneOf("variant", "on", "off"), "");
        add(at + "momentum-of", TEXT, oneOf("variant", "step", "update"), "");
        add(at + "momentum-type", TEXT, oneOf("variant", "float32", "bfloat16"), "");
        add(at + "least-factored", NUMBER_OR_VARIANT, orVariant(atLeast(1)), "elements");
        add(at + "factored", TEXT, oneOf("variant", "last", "largest"), "");
        add(at + "scope", TEXT, oneOf("variant", "matrix", "tensor"), "");
    }

    private void sampling() {
        add("sampling.base-steps", INTEGER, atLeast(1), "steps");
        add("sampling.superres-steps", INTEGER, atLeast(1), "steps");
        add("sampling.guidance", NUMBER, atLeast(0), "");
        add("sampling.guidance-schedule", TEXT, oneOf("ramp", "constant"), "");
        add("sampling.temperature", NUMBER, atLeast(0), "");
        add("sampling.top-k", INTEGER, atLeast(0), "codes");
        add("sampling.order", TEXT, oneOf("confidence", "halton"), "");
        add("sampling.captions", INTEGER, between(1, 256), "captions");
        add("sampling.seed", INTEGER, ANY, "");
    }

    private void keeping() {
        add("evaluation.every", INTEGER, atLeast(0), "steps");
        add("evaluation.samples-every", INTEGER, atLeast(0), "steps");
        add("checkpoints.every", INTEGER, atLeast(1), "steps");
        add("checkpoints.keep", INTEGER, atLeast(1), "checkpoints");
        add(
                "average.phases",
                TEXTS,
                eachIfAny(oneOf("vqgan-low", "vqgan-high", "vqgan-decoder", "base", "superres")),
                "");
        add("average.decay", NUMBER, FRACTION, "");
        add("average.every", INTEGER, atLeast(0), "steps");
        add("average.generate", TEXT, oneOf("newest", "average"), "");
    }

    private void workers() {
        add("workers.perceptual-network", TEXT, ANY, "");
        add("workers.lanes", INTEGER, between(0, 4096), "slices at once");
        add("workers.data-transport", TEXT, oneOf("auto", "shm", "tcp", "aeron:ipc", "aeron:udp"), "");
        add("workers.data-host", TEXT, NOT_EMPTY, "");
        add("workers.data-port", INTEGER, PORT, "");
        add("workers.data-directory", TEXT, ANY, "");
        add("workers.step-deadline", DURATION, POSITIVE, "");
        add("workers.unit", TEXT, ANY, "");
        add("workers.metadata", TEXT, ANY, "");
        add("workers.memory", INTEGER, atLeast(0), "MiB");
    }

    private void cluster() {
        add("cluster.workers", INTEGER, between(1, 65536), "workers");
        add("cluster.host", TEXT, NOT_EMPTY, "");
        add("cluster.port", INTEGER, PORT, "");
        add("cluster.seeds", TEXTS, eachIfAny(matching(".+:\\d{1,5}", "host:port")), "");
        add("cluster.autostart", FLAG, ANY, "");
        add("cluster.until", TEXT, matching("|[a-z-]+(:\\d{1,15})?", "PHASE or PHASE:STEP"), "");
        add("cluster.window", DURATION, POSITIVE, "");
        add("cluster.join-deadline", DURATION, POSITIVE, "");
        add("cluster.answer-deadline", DURATION, POSITIVE, "");
        add("cluster.hang-deadline", DURATION, POSITIVE, "");
        add("cluster.starvation-deadline", DURATION, POSITIVE, "");
        add("cluster.rebalance-after", INTEGER, atLeast(0), "steps");
    }

    private void http() {
        add("http.host", TEXT, NOT_EMPTY, "");
        add("http.port", INTEGER, PORT, "");
        add("http.token", TEXT, ANY, "");
    }
}
