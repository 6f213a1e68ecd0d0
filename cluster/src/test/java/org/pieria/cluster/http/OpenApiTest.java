package org.pieria.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void describesEveryRouteAndNoOther() throws Exception {
        Set<String> routes = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            routes.add(endpoint.method().name() + " " + endpoint.template().replace("}*", "}"));
        }

        assertThat(documented()).isEqualTo(routes);
    }

    private static List<Endpoint> endpoints() {
        HttpConfig config = new HttpConfig("127.0.0.1", 0, "");
        return new Surface(config, new FakeRun(Sketch.forming()), new RunFiles(Path.of("none")), Runnable::run)
                .endpoints();
    }

    private static Set<String> documented() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (var path : document().get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (!method.getKey().equals("parameters")) {
                    documented.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return documented;
    }

    private static JsonNode document() throws Exception {
        try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        }
    }
}
