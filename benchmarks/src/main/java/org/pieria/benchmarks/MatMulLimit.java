package org.pieria.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.pieria.worker.step.Lanes;
import org.pieria.worker.step.TensorFlowSettings;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The machine's own limit: how fast it multiplies large float32 matrices. As a program it measures one multiplication on all
 * cores at once; TensorFlow's threads are fixed per process, so that takes a process of its own.
 */
final class MatMulLimit implements AutoCloseable {

    private static final int SIDE = 2048;
    private static final double GIGAFLOP = 2.0 * SIDE * SIDE * SIDE / 1e9;
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final Duration TIME = Duration.ofSeconds(3);

    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TFloat32> product;
    private final int lanes;

    /**
     * Prepares the matrices.
     *
     * @param lanes multiplications side by side
     * @param threads of each
     */
    MatMulLimit(int lanes, int threads) {
        this.lanes = lanes;
        Ops tf = Ops.create(graph);
        Operand<TFloat32> drawn = tf.random.statelessRandomUniform(
                tf.constant(new int[] {SIDE, SIDE}), tf.constant(new int[] {1, 2}), TFloat32.class);
        Operand<TFloat32> matrix = tf.variable(drawn);
        session = new Session(graph, TensorFlowSettings.session(threads));
        session.runner().addTarget(tf.assign(matrix, drawn)).run().close();
        product = tf.linalg.matMul(matrix, matrix);
    }

    /** GFLOP/s of all lanes together. */
    Flops measure() {
        try (Lanes running = new Lanes(lanes)) {
            Runnable multiplyAll = () -> running.run(lanes, lane -> multiply());
            Rate.of(WARM_UP, multiplyAll);
            return Flops.of(Rate.of(TIME, multiplyAll), lanes * GIGAFLOP);
        }
    }

    private void multiply() {
        session.runner().addTarget(product).run().close();
    }

    /** GFLOP/s of one multiplication on all cores, measured in another process. */
    static Flops onAllCores() throws IOException {
        Process process = JavaProcess.of(MatMulLimit.class).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the process that measures the limit ended early; its error is above");
            }
            return Flops.parse(line);
        }
    }

    public static void main(String... arguments) {
        try (MatMulLimit limit = new MatMulLimit(1, Runtime.getRuntime().availableProcessors())) {
            System.out.println(limit.measure().line());
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    /**
     * A speed.
     *
     * @param clock GFLOP/s as they were
     * @param busy GFLOP/s if all cores had been free for this process
     */
    record Flops(double clock, double busy) {

        static Flops of(Rate rate, double gigaflop) {
            return new Flops(
                    rate.gigaflops(gigaflop),
                    rate.busyGigaflops(gigaflop, Runtime.getRuntime().availableProcessors()));
        }

        /** The higher of both, each way. */
        Flops or(Flops other) {
            return new Flops(Math.max(clock, other.clock), Math.max(busy, other.busy));
        }

        String line() {
            return String.format(Locale.ROOT, "%f %f", clock, busy);
        }

        static Flops parse(String line) {
            String[] words = line.split(" ", 2);
            return new Flops(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }
    }
}
