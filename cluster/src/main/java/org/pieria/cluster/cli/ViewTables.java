package org.pieria.cluster.cli;

import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.RunView;
import org.pieria.cluster.progress.Words;
import org.pieria.cluster.report.Table;

/** A view of the cluster as text. */
final class ViewTables {

    private ViewTables() {}

    static String status(ClusterView view) {
        RunView run = view.run();
        String problem = run.problem().isEmpty() ? "" : "problem: " + run.problem() + "\n";
        String head = "run " + run.run() + " is " + run.state()
                + (run.activity().isEmpty() ? "" : ": " + run.activity()) + "\n"
                + "term " + run.term() + ", generation " + run.generation() + ", granted to step " + run.windowTo()
                + "\n";
        return head + problem + "\n" + phases(view) + "\n" + workers(view);
    }

    static String phases(ClusterView view) {
        Table table = new Table("phase", "state", "step", "of", "loss", "images/s", "left");
        view.phases()
                .forEach(phase -> table.row(
                        phase.name(),
                        phase.state().name(),
                        Long.toString(phase.step()),
                        Long.toString(phase.steps()),
                        Words.number(phase.lastLoss()),
                        Words.number(phase.imagesPerSecond()),
                        Words.duration(phase.secondsLeft())));
        return table.render();
    }

    static String workers(ClusterView view) {
        Table table = new Table("worker", "host", "pid", "device", "lanes", "rank", "step", "state");
        view.workers()
                .forEach(worker -> table.row(
                        worker.host().worker(),
                        worker.host().host(),
                        Long.toString(worker.host().pid()),
                        worker.host().device(),
                        Integer.toString(worker.host().lanes()),
                        worker.rank() < 0 ? "-" : Integer.toString(worker.rank()),
                        Long.toString(worker.step()),
                        worker.state()));
        return table.render();
    }

    static String checkpoints(ClusterView view) {
        Table table = new Table("checkpoint", "phase", "step", "size", "generation", "last", "digest");
        view.checkpoints()
                .forEach(checkpoint -> table.row(
                        checkpoint.path(),
                        checkpoint.phase(),
                        Long.toString(checkpoint.step()),
                        Words.bytes(checkpoint.bytes()),
                        Long.toString(checkpoint.generation()),
                        checkpoint.last() ? "yes" : "no",
                        checkpoint.digest()));
        return table.render();
    }
}
