package org.pieria.benchmarks;

import java.util.concurrent.ExecutionException;

/** Prints the rate of the training step, as it is used, beside the machine's own limit. */
public final class StepBenchmark {

    private StepBenchmark() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int lanes = Runtime.getRuntime().availableProcessors();
        try (MatMulLimit limit = new MatMulLimit()) {
            limit.gigaflops(lanes, 2);
            for (int i = 0; i < 3; i++) {
                System.out.printf("matmul %.0f GFLOP/s%n", limit.gigaflops(lanes, 5));
            }
        }
    }
}
