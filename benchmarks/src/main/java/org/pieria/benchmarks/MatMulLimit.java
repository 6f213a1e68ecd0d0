package org.pieria.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pieria.worker.step.TensorFlowSettings;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The machine's own limit: how fast it multiplies large float32 matrices, on one-thread lanes side by side. */
final class MatMulLimit implements AutoCloseable {

    private static final int SIDE = 2048;
    private static final double FLOP = 2.0 * SIDE * SIDE * SIDE;

    private final Graph graph = new Graph();
    private final Session session;
    private final Operand<TFloat32> done;

    MatMulLimit() {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> a = tf.random.statelessRandomUniform(
                tf.constant(new int[] {SIDE, SIDE}), tf.constant(new int[] {1, 2}), TFloat32.class);
        Operand<TFloat32> kept = tf.variable(a);
        session = new Session(graph, TensorFlowSettings.session(1));
        session.runner().addTarget(tf.assign(kept, a)).run().close();
        done = tf.reduceMax(tf.linalg.matMul(kept, kept), tf.constant(new int[] {0, 1}));
    }

    /** GFLOP/s of all lanes together, over the given number of multiplications each. */
    double gigaflops(int lanes, int rounds) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                work.add(() -> multiply(rounds));
            }
            long begin = System.nanoTime();
            for (Future<Void> lane : threads.invokeAll(work)) {
                lane.get();
            }
            return lanes * rounds * FLOP / (System.nanoTime() - begin);
        } finally {
            threads.shutdown();
        }
    }

    @SuppressWarnings("NullAway") // a Callable of nothing
    private Void multiply(int rounds) {
        for (int i = 0; i < rounds; i++) {
            session.runner().fetch(done).run().close();
        }
        return null;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
