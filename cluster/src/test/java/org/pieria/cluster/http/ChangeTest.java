package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.actors.view.RunControl.Answer;

class ChangeTest {

    @TempDir
    private Path directory;

    private final FakeRun run = new FakeRun(Sketch.running(120));
    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = new Site(run, directory, "");
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void asksTheCoordinatorAndAnswersWithAnOperationToPoll() throws Exception {
        HttpResponse<String> answer = site.post("/v1/phases/base/pause", Map.of());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(run.asked()).containsExactly("pause base");
        String location = answer.headers().firstValue("Location").orElseThrow();
        JsonNode operation = Site.json(site.get(location));
        assertThat(location).endsWith(Site.json(answer).get("operation").asText());
        assertThat(operation.get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(operation.get("message").asText()).isEqualTo("as you wish");
    }

    @Test
    void knowsStartAndStopToo() throws Exception {
        site.post("/v1/phases/superres/start", Map.of());
        site.post("/v1/phases/base/stop", Map.of());

        assertThat(run.asked()).containsExactly("start superres", "stop base");
    }

    @Test
    void letsAWorkerLeave() throws Exception {
        String worker =
                Site.json(site.get("/v1/workers")).get(0).at("/host/worker").asText();

        assertThat(site.post("/v1/workers/" + worker + "/drain", Map.of()).statusCode())
                .isEqualTo(202);
        assertThat(site.post("/v1/workers/nobody/drain", Map.of()).statusCode()).isEqualTo(404);

        assertThat(run.asked()).containsExactly("drain " + worker);
    }

    @Test
    void showsWhyTheCoordinatorRefused() throws Exception {
        run.answerWith(new Answer(false, "superres needs base to be done"));

        HttpResponse<String> answer = site.post("/v1/phases/superres/start", Map.of());

        JsonNode operation =
                Site.json(site.get(answer.headers().firstValue("Location").orElseThrow()));
        assertThat(operation.get("state").asText()).isEqualTo("REFUSED");
        assertThat(operation.get("message").asText()).isEqualTo("superres needs base to be done");
    }

    @Test
    void doesARequestOnceHoweverOftenItsKeyComes() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "7b1d");

        String first = site.post("/v1/phases/base/pause", key).body();
        String second = site.post("/v1/phases/base/pause", key).body();

        assertThat(second).isEqualTo(first);
        assertThat(run.asked()).containsExactly("pause base");
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "7b1d");
        site.post("/v1/phases/base/pause", key);

        HttpResponse<String> answer = site.post("/v1/phases/base/stop", key);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(run.asked()).containsExactly("pause base");
    }

    @Test
    void refusesAnEmptyKey() throws Exception {
        assertThat(site.post("/v1/phases/base/pause", Map.of("Idempotency-Key", " "))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void asksNobodyForAPhaseThatIsNone() throws Exception {
        assertThat(site.post("/v1/phases/bass/start", Map.of()).statusCode()).isEqualTo(404);
        assertThat(run.asked()).isEmpty();
    }

    @Test
    void refusesAPageOfAnotherSite() throws Exception {
        HttpResponse<String> answer = site.post("/v1/phases/base/stop", Map.of("Origin", "http://elsewhere.example"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(run.asked()).isEmpty();
    }

    @Test
    void admitsItsOwnPage() throws Exception {
        String origin = "http://" + site.uri("/").getAuthority();

        assertThat(site.post("/v1/phases/base/stop", Map.of("Origin", origin)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void saysThatTheCoordinatorIsSilentInsteadOfWaiting() throws Exception {
        run.silence("no answer within 5 s");

        HttpResponse<String> answer = site.post("/v1/phases/base/stop", Map.of());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Site.json(answer).get("error").asText()).contains("no answer within 5 s");
        assertThat(site.get("/v1/cluster").statusCode()).isEqualTo(503);
        assertThat(site.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(site.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(site.get("/metrics").body()).contains("pieria_coordinator_up 0");
    }

    @Test
    void isNotReadyBeforeWorkersAreFormed() throws Exception {
        run.show(Sketch.forming());

        HttpResponse<String> answer = site.get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Site.json(answer).get("error").asText()).contains("waiting for 2 workers");
        assertThat(site.get("/v1/run/optimizer").statusCode()).isEqualTo(404);
    }

    @Test
    void namesNoClassWhenSomethingFailsInside() throws Exception {
        run.answerInsideWith(new IllegalStateException("org.pieria.Secret"));

        HttpResponse<String> answer = site.post("/v1/phases/base/stop", Map.of());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("org.pieria", "Exception");
    }
}
