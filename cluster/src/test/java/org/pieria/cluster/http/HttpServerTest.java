package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServerTest {

    @TempDir
    private static Path directory;

    private final FakeRun run = new FakeRun(Sketch.running(120));
    private Site site;

    @BeforeAll
    void open() throws Exception {
        site = new Site(run, directory, "");
        for (long step = 1; step <= 3; step++) {
            long at = step;
            run.emit(id -> Sketch.step(id, "base", at, 900));
        }
    }

    @AfterAll
    void close() throws Exception {
        site.close();
    }

    @Test
    void showsTheWholeClusterWithEveryRecordByItsComponents() throws Exception {
        JsonNode cluster = Site.json(site.get("/v1/cluster"));

        assertThat(cluster.at("/run/state").asText()).isEqualTo("RUNNING");
        assertThat(cluster.at("/phases/2/name").asText()).isEqualTo("base");
        assertThat(cluster.at("/workers/1/host/worker").asText()).isEqualTo("worker-2");
        assertThat(cluster.at("/workers/1/seconds/compute").asDouble()).isEqualTo(0.085);
        assertThat(cluster.at("/checkpoints/0/last").asBoolean()).isTrue();
        assertThat(cluster.at("/optimizer/tensors/0/updateRms").asText()).isEqualTo("0.83");
    }

    @Test
    void writesANumberThatIsNoneAsNull() throws Exception {
        JsonNode waiting = Site.json(site.get("/v1/phases/superres"));

        assertThat(waiting.get("lastLoss").isNull()).isTrue();
        assertThat(waiting.get("secondsLeft").isNull()).isTrue();
    }

    @Test
    void showsTheRunItsOptimizerItsCheckpointsAndItsWorkers() throws Exception {
        assertThat(Site.json(site.get("/v1/run")).get("activity").asText()).contains("of 900");
        assertThat(Site.json(site.get("/v1/run/optimizer")).get("agree").asBoolean())
                .isTrue();
        assertThat(Site.json(site.get("/v1/checkpoints"))).hasSize(2);
        assertThat(Site.json(site.get("/v1/workers"))).hasSize(2);
        assertThat(Site.json(site.get("/v1/workers/worker-2")).get("rank").asInt())
                .isEqualTo(1);
        assertThat(Site.json(site.get("/v1/phases"))).hasSize(4);
    }

    @Test
    void namesThePhasesThatThereAreWhenOneIsAskedForThatIsNone() throws Exception {
        HttpResponse<String> answer = site.get("/v1/phases/bass");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Site.json(answer).get("error").asText()).isEqualTo("There is no phase bass.");
        assertThat(Site.json(answer).get("remedy").asText()).contains("vqgan-low, vqgan-high, base, superres");
    }

    @Test
    void namesTheWorkersThatThereAreWhenOneIsAskedForThatIsNone() throws Exception {
        HttpResponse<String> answer = site.get("/v1/workers/worker-9");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Site.json(answer).get("remedy").asText()).contains("worker-1, worker-2");
    }

    @Test
    void saysWhereAllPathsStandWhenAPathIsUnknown() throws Exception {
        HttpResponse<String> answer = site.get("/v2/cluster");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Site.json(answer).get("remedy").asText()).contains("/v1/openapi.yaml");
    }

    @Test
    void saysWhichMethodsAPathHasWhenAnotherIsTried() throws Exception {
        HttpResponse<String> answer = site.send("DELETE", "/v1/cluster", Map.of());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
        assertThat(Site.json(answer).get("remedy").asText()).isEqualTo("Use GET.");
    }

    @Test
    void refusesToChangeByReading() throws Exception {
        HttpResponse<String> answer = site.get("/v1/phases/base/pause");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void answersHeadAsGetWithoutABody() throws Exception {
        HttpResponse<String> answer = site.send("HEAD", "/v1/cluster", Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void keepsTheCurvesOfTheEvents() throws Exception {
        JsonNode points = Site.json(site.get("/v1/metrics/base.loss")).get("points");

        assertThat(points).hasSize(3);
        assertThat(points.at("/2/0").asLong()).isEqualTo(3);
        assertThat(Site.json(site.get("/v1/metrics")).get("series").toString())
                .contains("base.loss", "base.images-per-second", "base.masked");
        assertThat(site.get("/v1/metrics/base.gain").statusCode()).isEqualTo(404);
    }

    @Test
    void servesPrometheusInItsOwnContentType() throws Exception {
        HttpResponse<String> answer = site.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("version=0.0.4"));
        assertThat(answer.body())
                .contains("pieria_train_steps_total{phase=\"base\"} 3.0")
                .contains("pieria_worker_up{host=\"host-1\",worker=\"worker-1\"} 1")
                .contains("pieria_run_state{state=\"RUNNING\"} 1")
                .contains("pieria_build_info{version=\"development\"} 1");
    }

    @Test
    void livesAndIsReady() throws Exception {
        assertThat(site.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(site.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void listsAndServesSamplesAndNothingBesidesThem() throws Exception {
        Files.createDirectories(directory.resolve("samples/base"));
        Files.write(directory.resolve("samples/base/000400.png"), new byte[] {1, 2, 3});
        Files.writeString(directory.resolve("secret.png"), "secret");

        assertThat(Site.json(site.get("/v1/samples")).at("/0/path").asText()).isEqualTo("base/000400.png");
        assertThat(site.get("/v1/samples/base/000400.png").headers().firstValue("Content-Type"))
                .contains("image/png");
        assertThat(site.get("/v1/samples/../secret.png").statusCode()).isEqualTo(404);
        assertThat(site.get("/v1/samples/..%2Fsecret.png").statusCode()).isEqualTo(404);
        assertThat(site.get("/v1/samples/%2Fetc%2Fpasswd").statusCode()).isEqualTo(404);
        assertThat(site.get("/v1/samples/a%00.png").statusCode()).isEqualTo(404);
    }

    @Test
    void servesTheDashboardAndAllThatItLoads() throws Exception {
        HttpResponse<String> page = site.get("/");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
        Matcher links = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"").matcher(page.body());
        int count = 0;
        for (; links.find(); count++) {
            assertThat(site.get(links.group(1)).statusCode()).as(links.group(1)).isEqualTo(200);
        }
        assertThat(count).isGreaterThanOrEqualTo(4);
    }

    @Test
    void servesAPageAgainOnlyWhenItChanged() throws Exception {
        String tag = site.get("/").headers().firstValue("ETag").orElseThrow();

        assertThat(site.send("GET", "/", Map.of("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void servesNoResourceOutsideTheDashboardAndItsAssets() throws Exception {
        assertThat(site.get("/assets/../../../pieria.conf").statusCode()).isEqualTo(404);
        assertThat(site.get("/dashboard/..%2Fpieria.conf").statusCode()).isEqualTo(404);
        assertThat(site.get("/dashboard/..%2Fopenapi.yaml").statusCode()).isEqualTo(404);
    }

    @Test
    void namesThePortAndTheRemedyWhenThePortIsTaken() {
        int port = site.server().address().getPort();
        HttpConfig same = new HttpConfig("127.0.0.1", port, "");

        assertThatThrownBy(() -> Site.await(HttpServer.bind(Site.SYSTEM, same, run, new RunFiles(directory))))
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("--set http.port=")
                .hasRootCauseInstanceOf(BindException.class);
    }
}
