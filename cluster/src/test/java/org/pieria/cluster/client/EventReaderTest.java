package org.pieria.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pieria.actors.view.ClusterView;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;
import org.pieria.actors.view.RunState;

class EventReaderTest {

    private final EventReader reader = new EventReader();

    @Test
    void readsAStepWithWhatJsonCannotHoldAsNaN() throws JsonProcessingException {
        String data = """
                {"id":4,"at":5,"phase":"base","step":1,"steps":9,"workers":2,"loss":1.5,"imagesPerSecond":null,
                 "secondsLeft":null,"metrics":{"grad":2,"odd":null},"fromTheFuture":1}""";

        RunEvent event = reader.event(new SseFrame("4", "step-applied", data)).orElseThrow();

        assertThat(event)
                .isEqualTo(new RunEvent.StepApplied(
                        4, 5, "base", 1, 9, 2, 1.5f, Double.NaN, Double.NaN, Map.of("grad", 2.0, "odd", Double.NaN)));
    }

    @Test
    void readsEveryKindOfEventByItsName() throws JsonProcessingException {
        RunEvent event = reader.event(new SseFrame(
                        "1", "run-changed", "{\"id\":1,\"at\":2,\"state\":\"FAILED\",\"message\":\"no worker\"}"))
                .orElseThrow();

        assertThat(event).isEqualTo(new RunEvent.RunChanged(1, 2, RunState.FAILED, "no worker"));
    }

    @Test
    void ignoresAnEventOfANewerVersion() throws JsonProcessingException {
        assertThat(reader.event(new SseFrame("1", "moon-rose", "{}"))).isEmpty();
    }

    @Test
    void readsAViewBeforeAnythingRan() throws JsonProcessingException {
        ClusterView view = reader.view("""
                {"run":{"run":"demo","state":"FORMING","activity":"","problem":"","term":1,"generation":0,
                  "windowTo":0,"contract":"ab"},
                 "phases":[{"name":"base","state":"WAITING","step":0,"steps":5,"firstLoss":null,"lastLoss":null,
                  "wallSeconds":0,"imagesPerSecond":null,"secondsLeft":null,"heldOut":{}}],
                 "workers":[],"checkpoints":[],"optimizer":null}""");

        assertThat(view.run().state()).isEqualTo(RunState.FORMING);
        assertThat(view.phases().get(0).state()).isEqualTo(PhaseView.State.WAITING);
        assertThat(view.phases().get(0).firstLoss()).isNaN();
        assertThat(view.optimizer()).isEmpty();
    }
}
