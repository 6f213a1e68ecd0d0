package org.pieria.worker.step;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a step runs and how: {@code cpu} runs the function plain (oneDNN is fastest there), every other kind compiles it
 * with XLA and fails rather than fall back.
 *
 * @param name as configured
 * @param tensorFlowName the device string of TensorFlow
 * @param mustCompile whether the call node carries {@code _XlaMustCompile}
 */
public record Device(String name, String tensorFlowName, boolean mustCompile) {

    private static final Pattern ACCELERATOR = Pattern.compile("(gpu|tpu):(\\d{1,3})");

    /** Reads {@code cpu}, {@code cpu-xla}, {@code gpu:N} or {@code tpu:N}. */
    public static Device parse(String name) {
        if (name.equals("cpu") || name.equals("cpu-xla")) {
            return new Device(name, "/device:CPU:0", name.equals("cpu-xla"));
        }
        Matcher accelerator = ACCELERATOR.matcher(name);
        if (!accelerator.matches()) {
            throw new IllegalArgumentException(
                    "pieria.device must be cpu, cpu-xla, gpu:N or tpu:N, was '" + name + "'");
        }
        return new Device(
                name, "/device:" + accelerator.group(1).toUpperCase(Locale.ROOT) + ":" + accelerator.group(2), true);
    }
}
