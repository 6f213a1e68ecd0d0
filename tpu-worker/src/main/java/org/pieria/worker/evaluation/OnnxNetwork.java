package org.pieria.worker.evaluation;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network in an ONNX file with one input, run on one thread so that equal inputs give equal bits. For one thread. */
final class OnnxNetwork implements AutoCloseable {

    private final Path file;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final String output;

    /**
     * Loads a network.
     *
     * @param input name; empty takes the only one
     * @param output name; empty takes the first
     * @throws IllegalArgumentException when the file is no network, or has no such input or output
     */
    OnnxNetwork(Path file, String input, String output) {
        this.file = file;
        this.session = session(file);
        List<String> inputs = List.copyOf(session.getInputNames());
        this.input = chosen("input", input, inputs);
        this.output = chosen("output", output, List.copyOf(session.getOutputNames()));
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(file + " must have one input, has " + inputs);
        }
    }

    private OrtSession session(Path file) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setDeterministicCompute(true);
            return environment.createSession(file.toString(), options);
        } catch (OrtException broken) {
            throw new IllegalArgumentException(
                    file + " cannot be loaded as an ONNX network: " + broken.getMessage(), broken);
        }
    }

    private String chosen(String what, String name, List<String> names) {
        if (name.isEmpty()) {
            return names.get(0);
        }
        if (!names.contains(name)) {
            throw new IllegalArgumentException(file + " has no " + what + " " + name + ", it has " + names);
        }
        return name;
    }

    /** Samples that the network insists on having at once; 0 when it takes any number. */
    int fixedBatch() {
        return fixed(0, 0);
    }

    /** The size of an axis of the input that the network insists on; another value when it takes any. */
    int fixed(int axis, int otherwise) {
        try {
            NodeInfo node = Objects.requireNonNull(session.getInputInfo().get(input), input);
            long[] shape = node.getInfo() instanceof TensorInfo info ? info.getShape() : new long[0];
            return axis < shape.length && shape[axis] > 0 ? Math.toIntExact(shape[axis]) : otherwise;
        } catch (OrtException broken) {
            throw new IllegalStateException(file + " does not tell its input", broken);
        }
    }

    /** Runs on floats of a shape whose first axis is the batch; one flat vector for each sample. */
    List<float[]> run(float[] values, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape)) {
            return run(tensor, (int) shape[0]);
        } catch (OrtException failure) {
            throw refused(failure);
        }
    }

    /** Runs on whole numbers. */
    List<float[]> run(long[] values, long... shape) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape)) {
            return run(tensor, (int) shape[0]);
        } catch (OrtException failure) {
            throw refused(failure);
        }
    }

    private List<float[]> run(OnnxTensorLike tensor, int batch) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(input, tensor))) {
            OnnxValue value = result.get(output).orElseThrow();
            if (!(value instanceof OnnxTensor found) || found.getInfo().getShape()[0] != batch) {
                throw new IllegalArgumentException(file + ": output " + output + " must have one row for each of the "
                        + batch + " samples, is " + value.getInfo());
            }
            return rows(found.getFloatBuffer(), batch);
        }
    }

    private List<float[]> rows(FloatBuffer all, int batch) {
        float[] values = new float[all.remaining()];
        all.get(values);
        int width = values.length / batch;
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < batch; row++) {
            rows.add(Arrays.copyOfRange(values, row * width, (row + 1) * width));
        }
        return rows;
    }

    private IllegalArgumentException refused(OrtException failure) {
        return new IllegalArgumentException(file + " does not take what it is fed: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("ONNX Runtime does not let go of " + file, failure);
        }
    }
}
