package org.pieria.actors.wire;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Worker;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.SavedPart;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepResult;
import org.pieria.actors.training.Cadence;
import org.pieria.actors.training.Order;
import org.pieria.actors.training.Report;
import org.pieria.actors.training.Service;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.OptimizerView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunControl;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;
import org.pieria.actors.view.RunView;
import org.pieria.actors.view.WorkerView;

/** One message of every kind, with empty, short and longer collections. */
final class SampleMessages {

    private static final HostReport HOST = new HostReport(
            "w0",
            "h",
            7,
            "cpu",
            2,
            "10.0.0.1:5",
            "10.0.0.1:6",
            "c0ffee",
            "run",
            "unit",
            Map.of("java", "17", "tf", "1"));
    private static final OptimizerReport.OfTensor TENSOR = new OptimizerReport.OfTensor("t", 1, 2, 3, 4);
    private static final Standing STANDING = new Standing("base", 3, "d3");
    private static final CheckpointRef CHECKPOINT = new CheckpointRef("p", "base", 3, 1, "d3", 9, true);
    private static final JobUnit UNIT = new JobUnit(JobUnit.Kind.EVALUATE, "u", 0, 2, Map.of("base", "p"), Map.of());

    private final ActorRef<Object> ref;

    SampleMessages(ActorRef<Object> ref) {
        this.ref = ref;
    }

    Stream<Object> all() {
        return Stream.of(commands(), orders().map(this::ordered), reports().map(this::reported), replies())
                .flatMap(messages -> messages);
    }

    /** The members of a generation: of so many workers each gets them all. */
    Object activation(int workers) {
        List<Member> members = hosts(workers)
                .map(host -> new Member(host.worker(), host.dataAddress(), host.stateAddress()))
                .collect(Collectors.toList());
        return ordered(new Order.Activate(
                5,
                new Assignment(
                        "base", 77, 9, members, new Origin.Memory(STANDING, 2), Map.of(), Optional.of("tokens.json"))));
    }

    /** What a node that is not the coordinator's shows of so many workers. */
    Object view(int workers) {
        Random random = new Random(workers);
        return new Coordinator.Viewed(view(hosts(workers)
                .map(host -> new WorkerView(host, "running", 1000, 123_456, seconds(random)))
                .collect(Collectors.toList())));
    }

    private static Stream<HostReport> hosts(int workers) {
        Random random = new Random(workers);
        return IntStream.range(0, workers).mapToObj(index -> host(index, random));
    }

    private static HostReport host(int index, Random random) {
        String address = "10.12." + index / 256 + "." + index % 256;
        return new HostReport(
                "tpu-slice-" + index / 64 + "-host-" + index % 64,
                "tpu-slice-" + index / 64 + "-host-" + index % 64 + ".internal",
                random.nextInt(4_194_304),
                "tpu:4",
                2,
                address + ":" + (1024 + random.nextInt(60_000)),
                address + ":" + (1024 + random.nextInt(60_000)),
                HOST.contract().repeat(10),
                HOST.run().repeat(10),
                "tpu-slice-" + index / 64,
                Map.of("java", "17.0.14", "tensorflow", "1.1.0", "pieria", "1.0.0"));
    }

    private static Map<String, Double> seconds(Random random) {
        return Stream.of("data", "compute", "reduce", "apply")
                .collect(Collectors.toMap(lap -> lap, lap -> random.nextDouble()));
    }

    private Stream<Object> commands() {
        return Stream.of(
                new Coordinator.Register(HOST, 4, Optional.empty(), ref.unsafeUpcast()),
                new Coordinator.Register(HOST, 4, Optional.of(new Service(4, STANDING, 1, 2, 3)), ref.unsafeUpcast()),
                new Coordinator.View(ref.unsafeUpcast()),
                new Coordinator.Start("base", ref.unsafeUpcast()),
                new Coordinator.Pause("base", ref.unsafeUpcast()),
                new Coordinator.Stop("base", ref.unsafeUpcast()),
                new Coordinator.Drain("w0", ref.unsafeUpcast()),
                new Coordinator.Subscribe(2, ref.unsafeUpcast()),
                new Coordinator.Unsubscribe(ref.unsafeUpcast()));
    }

    private Object ordered(Order order) {
        return new Worker.Ordered(order, ref.unsafeUpcast());
    }

    private Object reported(Report report) {
        return new Coordinator.Reported("w0", report, ref.unsafeUpcast());
    }

    private static Stream<Order> orders() {
        Assignment assignment = new Assignment(
                "base",
                3,
                1,
                List.of(new Member("w0", "a", "x"), new Member("w1", "b", "y"), new Member("w2", "c", "z")),
                new Origin.Checkpoint("checkpoints/base/3-g1-1"),
                Map.of("vqgan-low", "p", "vqgan-high", "q"),
                Optional.empty());
        return Stream.of(
                new Order.Welcome(1, "base", 3),
                new Order.Refuse(1, "no"),
                new Order.Evict(1, "its state differs"),
                new Order.Suspend(1, 2),
                new Order.Activate(1, assignment),
                new Order.Activate(1, from(assignment, Origin.Beginning.INSTANCE)),
                new Order.Activate(1, from(assignment, new Origin.Memory(STANDING, 2))),
                new Order.Warm(1, assignment),
                new Order.Warm(1, from(assignment, new Origin.Following("host:1"))),
                new Order.Run(1, 2, 3, 4, new Cadence(1, 2, 3, 4)),
                new Order.Hold(1, 2, 3),
                new Order.RunTo(1, 2, 3, 4),
                new Order.Save(1, 2, 3, 4),
                new Order.Perform(1, UNIT),
                new Order.Dismiss(1, true, "done"));
    }

    private static Assignment from(Assignment other, Origin origin) {
        return new Assignment(
                other.phase(),
                other.generation(),
                other.rank(),
                other.members(),
                origin,
                other.frozen(),
                other.tokens());
    }

    private static Stream<Report> reports() {
        StepResult step = new StepResult(
                3,
                "d3",
                Float.NaN,
                Map.of("a", 1.0),
                Map.of(),
                Optional.of(new OptimizerReport(List.of(TENSOR))),
                Map.of(3, "s3"));
        return Stream.of(
                new Report.Promise(1, 2, Optional.of(STANDING)),
                new Report.Promise(1, 2, Optional.empty()),
                new Report.Ready(1, STANDING),
                new Report.Warmed("base"),
                new Report.Applied(1, "base", 2, step),
                new Report.Held(1, 2, 3),
                new Report.Saved(1, 2, new SavedPart(3, "d3", 0, List.of("{}", "{}", "{}"), Map.of("t", "d"))),
                new Report.SaveFailed(1, 2, 3, "full"),
                new Report.Performed(UNIT, new JobResult("u", Map.of("psnr", 20.0), Map.of())),
                new Report.PerformFailed(UNIT, "broken"),
                new Report.Broken(1, true, "peer"),
                new Report.Unfit(1, "its memory changed"),
                new Report.Leaving("drain"));
    }

    private Stream<Object> replies() {
        return Stream.concat(
                Stream.of(new Coordinator.Viewed(view()), new Coordinator.Answered(new RunControl.Answer(true, "ok"))),
                events().map(event -> new Coordinator.Told(event)));
    }

    private static ClusterView view() {
        return view(List.of(new WorkerView(HOST, "running", 0, 3, Map.of("compute", 0.1))));
    }

    private static ClusterView view(List<WorkerView> workers) {
        return new ClusterView(
                new RunView("r", RunState.RUNNING, "a", "", 1, 2, 3, "c"),
                List.of(new PhaseView(
                        "base", PhaseView.State.RUNNING, 1, 2, Float.NaN, 1, 2, 3, Double.NaN, Map.of("psnr", 1.0))),
                workers,
                List.of(CHECKPOINT),
                Optional.of(new OptimizerView("base", 3, Map.of("w0", "d"), true, List.of(TENSOR))));
    }

    private static Stream<RunEvent> events() {
        return Stream.of(
                new RunEvent.StepApplied(1, 2, "base", 3, 4, 5, 1f, 2, 3, Map.of("a", 1.0)),
                new RunEvent.PhaseChanged(1, 2, "base", PhaseView.State.DONE, "m"),
                new RunEvent.JobProgressed(1, 2, "tokenising", 3, 16),
                new RunEvent.Evaluated(1, 2, "base", 3, Map.of("a", 1.0)),
                new RunEvent.SamplesPainted(1, 2, "base", 3, List.of("p")),
                new RunEvent.CheckpointPublished(1, 2, CHECKPOINT),
                new RunEvent.WorkersChanged(1, 2, List.of("w0"), 3, "m"),
                new RunEvent.RunChanged(1, 2, RunState.FAILED, "m"));
    }
}
