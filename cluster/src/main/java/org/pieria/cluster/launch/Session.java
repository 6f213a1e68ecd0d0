package org.pieria.cluster.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;
import org.pieria.cluster.client.ClusterClient;
import org.pieria.cluster.client.EventFollower;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.progress.Progress;
import org.pieria.cluster.report.ReportTable;
import org.pieria.cluster.report.RunReport;

/** One run from its first child's start to its last child's end. One thread drives it. */
final class Session {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration CHILDREN = Duration.ofSeconds(15);

    private final LaunchPlan plan;
    private final Supervisor supervisor;
    private final StopRequest stop;
    private final Progress progress;
    private final RunWatch watch = new RunWatch();
    private Optional<ClusterView> view = Optional.empty();
    private boolean announced;

    Session(LaunchPlan plan, Supervisor supervisor, StopRequest stop, Progress progress) {
        this.plan = plan;
        this.supervisor = supervisor;
        this.stop = stop;
        this.progress = progress;
    }

    /** Runs to the end; the children are gone when it returns or throws. */
    int run() {
        try (EventFollower events = EventFollower.start(this::client)) {
            return follow(events);
        } finally {
            progress.end();
            supervisor.stop(CHILDREN);
        }
    }

    private int follow(EventFollower events) {
        Optional<Integer> ended = Optional.empty();
        while (ended.isEmpty()) {
            if (stop.awaitWish(TICK)) {
                return stopInOrder();
            }
            announce();
            events.take().forEach(this::on);
            ended = watch.end().map(Session::code).or(supervisor::poll);
        }
        events.take().forEach(this::on);
        return conclude(ended.get());
    }

    private static int code(RunWatch.End end) {
        return end.state() == RunState.FINISHED ? ExitCode.DONE : ExitCode.RUN_FAILED;
    }

    private void announce() {
        if (!announced) {
            client().ifPresent(client -> {
                announced = true;
                progress.say("dashboard: " + client.url() + "/");
            });
        }
    }

    private void on(RunEvent event) {
        watch.on(event);
        progress.on(event);
        boolean milestone = event instanceof RunEvent.PhaseChanged || event instanceof RunEvent.RunChanged;
        if (milestone) {
            look();
        }
    }

    /** Keeps the newest view for the report: at the very end nobody may be left to answer. */
    private void look() {
        try {
            view = client().map(ClusterClient::view).or(() -> view);
        } catch (ExitException e) {
            // The view before is still true enough for a report.
        }
    }

    private int conclude(int code) {
        look();
        progress.end();
        view.ifPresent(this::report);
        return code == ExitCode.DONE ? finished() : failed();
    }

    private int finished() {
        List<String> samples = watch.samples();
        samples.forEach(
                path -> progress.say("samples: " + plan.folder().directory().resolve(path)));
        progress.say("done: " + plan.folder().directory());
        return ExitCode.DONE;
    }

    private int failed() {
        String message = watch.end()
                .map(RunWatch.End::message)
                .filter(words -> !words.isEmpty())
                .orElseGet(() -> view.map(seen -> seen.run().problem())
                        .filter(words -> !words.isEmpty())
                        .orElseGet(() -> "the coordinator ended with a failure:\n" + supervisor.tail("coordinator-1")));
        throw new ExitException(
                ExitCode.RUN_FAILED,
                "the run failed: " + message + "\nlogs: " + logs() + "\ngo on with: " + plan.resume());
    }

    private int stopInOrder() {
        progress.end();
        progress.say("stopping: saving a checkpoint, then ending all processes");
        Optional<String> saved = client().flatMap(client -> new CheckpointedStop(
                        client, System::nanoTime, () -> supervisor.poll().isEmpty() && pause())
                .run());
        saved.ifPresent(where -> progress.say("saved: " + where));
        progress.say("go on with: " + plan.resume());
        return ExitCode.INTERRUPTED;
    }

    private boolean pause() {
        try {
            Thread.sleep(TICK.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void report(ClusterView seen) {
        RunReport report = RunReport.of(seen, plan.configuration());
        progress.say(ReportTable.of(report).stripTrailing());
        try {
            report.write(plan.folder().report());
            progress.say("report: " + plan.folder().report());
        } catch (IOException e) {
            progress.say("the report cannot be written to " + plan.folder().report() + ": " + e.getMessage());
        }
    }

    private Path logs() {
        return plan.folder().directory().resolve("logs");
    }

    private Optional<ClusterClient> client() {
        String token = plan.configuration().pieria().getString("http.token");
        return plan.folder().httpAddress().map(address -> new ClusterClient(address, token));
    }
}
