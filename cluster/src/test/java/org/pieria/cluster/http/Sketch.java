package org.pieria.cluster.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.OptimizerReport.OfTensor;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.PhaseView.State;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.RunView;
import org.pieria.actors.view.WorkerView;

/** Views and events as a small run would have them. */
final class Sketch {

    /** Noon of a day in 2026, in milliseconds. */
    static final long NOON = 1_780_000_000_000L;

    private static final String DIGEST = "9f2c51d07be4a8836610";

    private Sketch() {}

    /** In the middle of the base phase, with two workers. */
    static ClusterView running(long step) {
        return new ClusterView(
                new RunView("demo", RunState.RUNNING, "base step " + step + " of 900", "", 1, 3, step + 40, "c0ffee"),
                List.of(
                        phase("vqgan-low", State.DONE, 600, 600, Map.of("psnr", 24.83, "codes-used", 0.97)),
                        phase("vqgan-high", State.DONE, 600, 600, Map.of("psnr", 23.11, "codes-used", 0.91)),
                        phase("base", State.RUNNING, step, 900, Map.of()),
                        phase("superres", State.WAITING, 0, 900, Map.of())),
                List.of(worker("worker-1", 0, step), worker("worker-2", 1, step)),
                List.of(checkpoint("vqgan-low", 600, true), checkpoint("base", 200, false)),
                Optional.of(optimizer(step)));
    }

    /** Before any worker has come. */
    static ClusterView forming() {
        return new ClusterView(
                new RunView("demo", RunState.FORMING, "waiting for 2 workers, 0 have joined", "", 1, 0, 0, "c0ffee"),
                List.of(
                        phase("vqgan-low", State.WAITING, 0, 600, Map.of()),
                        phase("base", State.WAITING, 0, 900, Map.of())),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The same run after it failed. */
    static ClusterView failed(ClusterView view, String problem) {
        RunView run = view.run();
        return new ClusterView(
                new RunView(run.run(), RunState.FAILED, "", problem, run.term(), run.generation(), 0, run.contract()),
                view.phases(),
                view.workers(),
                view.checkpoints(),
                view.optimizer());
    }

    /** A phase; a waiting one has no losses yet. */
    static PhaseView phase(String name, State state, long step, long steps, Map<String, Double> heldOut) {
        boolean begun = step > 0;
        return new PhaseView(
                name,
                state,
                step,
                steps,
                begun ? 5.541f : Float.NaN,
                begun ? 2.318f : Float.NaN,
                step * 0.11,
                begun ? 271.5 : 0,
                state == State.RUNNING ? (steps - step) * 0.11 : Double.NaN,
                heldOut);
    }

    static WorkerView worker(String name, int rank, long step) {
        HostReport host = new HostReport(
                name,
                "host-" + (rank + 1),
                4_000 + rank,
                "cpu",
                1,
                "aeron:ipc",
                "127.0.0.1:7200",
                "c0ffee",
                "run",
                "",
                Map.of("tensorflow", "2.18"));
        return new WorkerView(
                host,
                "running",
                rank,
                step,
                Map.of(
                        "data",
                        0.004,
                        "compute",
                        0.081 + 0.004 * rank,
                        "reduce",
                        0.012,
                        "apply",
                        0.009,
                        "digest",
                        0.002));
    }

    static CheckpointRef checkpoint(String phase, long step, boolean last) {
        String path = "checkpoints/" + phase + "/" + step + "-g3-1";
        return new CheckpointRef(path, phase, step, 3, DIGEST, 14_302_208, last);
    }

    /** A falling loss with a little noise that is a function of the step. */
    static RunEvent step(long id, String phase, long step, long steps) {
        float loss = (float) (2.1 + 3.4 * Math.exp(-step / 150.0) + 0.12 * Math.sin(step * 12.9898));
        double speed = 268 + 9 * Math.sin(step * 0.7);
        return new RunEvent.StepApplied(
                id,
                NOON + step * 110,
                phase,
                step,
                steps,
                2,
                loss,
                speed,
                (steps - step) * 0.11,
                Map.of("learning-rate", 1e-3 * step / steps, "masked", 0.64));
    }

    private static OptimizerView optimizer(long step) {
        List<OfTensor> tensors = IntStream.range(0, 6)
                .mapToObj(
                        i -> new OfTensor("base/layer-" + i + "/attention/query", 1.2e-4f * (i + 1), 9.1e-5f, 0.83f, i))
                .toList();
        return new OptimizerView("base", step, Map.of("worker-1", DIGEST, "worker-2", DIGEST), true, tensors);
    }
}
