package org.pieria.cluster.http;

import static java.net.http.HttpResponse.BodyHandlers.ofInputStream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.view.PhaseView;
import org.pieria.actors.view.RunEvent;

@Timeout(30)
class EventsTest {

    @TempDir
    private Path directory;

    private final FakeRun run = new FakeRun(Sketch.running(120));
    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(run, directory, "");
        steps(1, 5);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void replaysWhatIsKeptAndGoesOnWithWhatIsNew() throws Exception {
        try (BufferedReader stream = stream("/v1/events", Map.of())) {
            List<String> kept = frames(stream, 5);
            steps(6, 6);
            List<String> fresh = frames(stream, 1);

            assertThat(kept.get(0)).startsWith("id:1\nevent:step-applied\ndata:{\"id\":1,");
            assertThat(fresh.get(0)).startsWith("id:6\n");
            String data = fresh.get(0).substring(fresh.get(0).indexOf("data:") + 5);
            assertThat(new ObjectMapper().readTree(data).get("steps").asInt()).isEqualTo(900);
        }
    }

    @Test
    void goesOnAfterTheLastEventThatTheClientHas() throws Exception {
        try (BufferedReader byHeader = stream("/v1/events", Map.of("Last-Event-ID", "3"));
                BufferedReader byQuery = stream("/v1/events?after=4", Map.of())) {
            assertThat(frames(byHeader, 1).get(0)).startsWith("id:4\n");
            assertThat(frames(byQuery, 1).get(0)).startsWith("id:5\n");
        }
    }

    @Test
    void beginsAnewForAClientOfAnEarlierCoordinator() throws Exception {
        try (BufferedReader stream = stream("/v1/events?after=4711", Map.of())) {
            assertThat(frames(stream, 1).get(0)).startsWith("id:1\n");
        }
    }

    @Test
    void namesEachKindOfEventInKebabCase() throws Exception {
        run.emit(id -> new RunEvent.PhaseChanged(id, Sketch.NOON, "base", PhaseView.State.PAUSED, "at step 5"));
        run.emit(id -> new RunEvent.CheckpointPublished(id, Sketch.NOON, Sketch.checkpoint("base", 5, false)));

        try (BufferedReader stream = stream("/v1/events?after=5", Map.of())) {
            List<String> frames = frames(stream, 2);

            assertThat(frames.get(0)).contains("event:phase-changed\n", "\"state\":\"PAUSED\"");
            assertThat(frames.get(1)).contains("event:checkpoint-published\n", "\"checkpoint\":{\"path\":");
        }
    }

    @Test
    void refusesAnIdThatIsNoNumber() throws Exception {
        assertThat(site.get("/v1/events?after=yesterday").statusCode()).isEqualTo(400);
    }

    @RepeatedTest(20)
    void endsTheStreamsWhenTheServerCloses() throws Exception {
        try (BufferedReader stream = stream("/v1/events", Map.of())) {
            frames(stream, 5);

            Site.await(site.server().close());

            assertThat(stream.readLine()).isNull();
        }
    }

    private void steps(long from, long to) {
        for (long step = from; step <= to; step++) {
            long at = step;
            run.emit(id -> Sketch.step(id, "base", at, 900));
        }
    }

    private BufferedReader stream(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.uri(path)).timeout(Duration.ofSeconds(10));
        headers.forEach(request::header);
        HttpResponse<InputStream> response = site.client().send(request.build(), ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next events of a stream, heartbeats left out. */
    private static List<String> frames(BufferedReader stream, int count) throws IOException {
        List<String> frames = new ArrayList<>();
        StringBuilder frame = new StringBuilder();
        while (frames.size() < count) {
            String line = stream.readLine();
            if (line.isEmpty() && frame.length() > 0) {
                frames.add(frame.toString());
                frame.setLength(0);
            } else if (!line.isEmpty() && !line.equals(":")) {
                frame.append(line).append('\n');
            }
        }
        return frames;
    }
}
