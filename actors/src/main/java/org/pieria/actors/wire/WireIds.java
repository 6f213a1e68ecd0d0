package org.pieria.actors.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.Coordinator;
import org.pieria.actors.Worker;
import org.pieria.actors.port.Assignment;
import org.pieria.actors.port.HostReport;
import org.pieria.actors.port.JobResult;
import org.pieria.actors.port.JobUnit;
import org.pieria.actors.port.Member;
import org.pieria.actors.port.OptimizerReport;
import org.pieria.actors.port.Origin;
import org.pieria.actors.port.RunLedger;
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

/** The id of every class on the wire. An id is written down once and never used for anything else. */
final class WireIds {

    /** Changes whenever a class on the wire changes its form: both sides must speak the same. */
    static final String PROTOCOL = "p4";

    private WireIds() {}

    static Map<Class<?>, Integer> all() {
        Map<Class<?>, Integer> ids = new LinkedHashMap<>();
        collections(ids);
        values(ids);
        messages(ids);
        orders(ids);
        reports(ids);
        views(ids);
        return ids;
    }

    private static void collections(Map<Class<?>, Integer> ids) {
        ids.put(List.of(1).getClass(), 40);
        ids.put(List.of().getClass(), 41);
        ids.put(Map.of(1, 2).getClass(), 43);
        ids.put(Map.of().getClass(), 44);
        ids.put(Optional.class, 45);
    }

    private static void values(Map<Class<?>, Integer> ids) {
        ids.put(Assignment.class, 60);
        ids.put(HostReport.class, 61);
        ids.put(JobResult.class, 62);
        ids.put(JobUnit.class, 63);
        ids.put(JobUnit.Kind.class, 64);
        ids.put(Member.class, 65);
        ids.put(OptimizerReport.class, 66);
        ids.put(OptimizerReport.OfTensor.class, 67);
        ids.put(SavedPart.class, 68);
        ids.put(Standing.class, 69);
        ids.put(StepResult.class, 70);
        ids.put(Cadence.class, 71);
        ids.put(RunLedger.CheckpointRef.class, 72);
        ids.put(Origin.Beginning.class, 73);
        ids.put(Origin.Checkpoint.class, 74);
        ids.put(Origin.Memory.class, 75);
        ids.put(Service.class, 76);
        ids.put(Origin.Following.class, 77);
    }

    private static void messages(Map<Class<?>, Integer> ids) {
        ids.put(Coordinator.Register.class, 100);
        ids.put(Coordinator.Reported.class, 101);
        ids.put(Coordinator.View.class, 102);
        ids.put(Coordinator.Start.class, 103);
        ids.put(Coordinator.Pause.class, 104);
        ids.put(Coordinator.Stop.class, 105);
        ids.put(Coordinator.Subscribe.class, 106);
        ids.put(Coordinator.Unsubscribe.class, 107);
        ids.put(Coordinator.Viewed.class, 108);
        ids.put(Coordinator.Answered.class, 109);
        ids.put(Coordinator.Told.class, 110);
        ids.put(Worker.Ordered.class, 111);
        ids.put(Coordinator.Drain.class, 112);
    }

    private static void orders(Map<Class<?>, Integer> ids) {
        ids.put(Order.Welcome.class, 130);
        ids.put(Order.Refuse.class, 131);
        ids.put(Order.Suspend.class, 132);
        ids.put(Order.Activate.class, 133);
        ids.put(Order.Run.class, 134);
        ids.put(Order.Hold.class, 135);
        ids.put(Order.RunTo.class, 136);
        ids.put(Order.Save.class, 137);
        ids.put(Order.Perform.class, 138);
        ids.put(Order.Dismiss.class, 139);
        ids.put(Order.Warm.class, 140);
        ids.put(Order.Evict.class, 148);
    }

    private static void reports(Map<Class<?>, Integer> ids) {
        ids.put(Report.Promise.class, 150);
        ids.put(Report.Ready.class, 151);
        ids.put(Report.Applied.class, 152);
        ids.put(Report.Held.class, 153);
        ids.put(Report.Saved.class, 154);
        ids.put(Report.SaveFailed.class, 155);
        ids.put(Report.Performed.class, 156);
        ids.put(Report.PerformFailed.class, 157);
        ids.put(Report.Broken.class, 158);
        ids.put(Report.Leaving.class, 159);
        ids.put(Report.Warmed.class, 160);
        ids.put(Report.Unfit.class, 168);
    }

    private static void views(Map<Class<?>, Integer> ids) {
        ids.put(ClusterView.class, 180);
        ids.put(OptimizerView.class, 181);
        ids.put(PhaseView.class, 182);
        ids.put(PhaseView.State.class, 183);
        ids.put(RunControl.Answer.class, 184);
        ids.put(RunState.class, 185);
        ids.put(RunView.class, 186);
        ids.put(WorkerView.class, 187);
        ids.put(RunEvent.StepApplied.class, 190);
        ids.put(RunEvent.PhaseChanged.class, 191);
        ids.put(RunEvent.JobProgressed.class, 192);
        ids.put(RunEvent.Evaluated.class, 193);
        ids.put(RunEvent.SamplesPainted.class, 194);
        ids.put(RunEvent.CheckpointPublished.class, 195);
        ids.put(RunEvent.WorkersChanged.class, 196);
        ids.put(RunEvent.RunChanged.class, 197);
    }
}
