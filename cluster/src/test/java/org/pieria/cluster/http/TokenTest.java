package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

    @Test
    void takesChangesOnlyWithTheToken(@TempDir Path directory) throws Exception {
        FakeRun run = new FakeRun(Sketch.running(120));
        try (Site site = new Site(run, directory, "open-sesame")) {
            HttpResponse<String> without = site.post("/v1/phases/base/stop", Map.of());
            HttpResponse<String> wrong =
                    site.post("/v1/phases/base/stop", Map.of("Authorization", "Bearer open-barley"));
            HttpResponse<String> right =
                    site.post("/v1/phases/base/stop", Map.of("Authorization", "Bearer open-sesame"));

            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(Site.json(without).get("remedy").asText()).contains("Authorization: Bearer");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(right.statusCode()).isEqualTo(202);
            assertThat(run.asked()).containsExactly("stop base");
            assertThat(site.get("/v1/cluster").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesToBeReachedFromOtherMachinesWithoutAToken() {
        assertThatThrownBy(() -> new HttpConfig("0.0.0.0", 7100, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieria.http.host = 0.0.0.0")
                .hasMessageContaining("Set http.token");
        assertThatCode(() -> new HttpConfig("0.0.0.0", 7100, "open-sesame")).doesNotThrowAnyException();
        assertThatCode(() -> new HttpConfig("localhost", 7100, "")).doesNotThrowAnyException();
    }

    @Test
    void refusesAPortThatIsNoneAndATokenThatNoHeaderCarries() {
        assertThatThrownBy(() -> new HttpConfig("127.0.0.1", 70_000, "")).hasMessageContaining("got 70000");
        assertThatThrownBy(() -> new HttpConfig("127.0.0.1", 0, "open sesame")).hasMessageContaining("http.token");
    }

    @Test
    void hasTheDefaultsOfTheConfigurationFile() {
        HttpConfig config =
                HttpConfig.from(ConfigFactory.parseResources("pieria.conf").resolve());

        assertThat(config).isEqualTo(new HttpConfig("127.0.0.1", 7100, ""));
    }

    @Test
    void keepsTheTokenOutOfLogs() {
        assertThat(new HttpConfig("127.0.0.1", 0, "open-sesame").toString()).doesNotContain("sesame");
    }
}
