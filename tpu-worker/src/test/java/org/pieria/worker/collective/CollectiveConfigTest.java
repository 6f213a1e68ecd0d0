package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectiveConfigTest {

    private static CollectiveConfig with(String transport) {
        return new CollectiveConfig(transport, "127.0.0.1", 0, "", Duration.ofSeconds(1));
    }

    @Test
    void readsTheKeysOfTheDataPlane() {
        CollectiveConfig config = CollectiveConfig.from(ConfigFactory.parseString("""
                pieria.workers {
                  data-transport = "aeron:udp?mtu=8192"
                  data-host = "10.0.0.3"
                  data-port = 24001
                  data-directory = "/dev/shm/x"
                  step-deadline = 60s
                }
                """));

        assertThat(config)
                .isEqualTo(new CollectiveConfig(
                        "aeron:udp?mtu=8192", "10.0.0.3", 24001, "/dev/shm/x", Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shm",
                "tcp",
                "aeron:ipc",
                "aeron:udp",
                "aeron:udp?mtu=8192",
                "aeron:ipc?term-length=16m|mtu=8192"
            })
    void knowsTheTransports(String transport) {
        assertThat(with(transport).transport()).isEqualTo(transport);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp?mtu=8192", "shm?mtu=8192", "aeron:", "aeron:udp?endpoint=x:1", ""})
    void namesTheKeyOfATransportThatItDoesNotKnow(String transport) {
        assertThatThrownBy(() -> with(transport))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieria.workers.data-transport must be")
                .hasMessageContaining("got '" + transport + "'");
    }

    @Test
    void refusesADeadlineThatIsNone() {
        assertThatThrownBy(() -> new CollectiveConfig("aeron:ipc", "127.0.0.1", 0, "", Duration.ZERO))
                .hasMessageContaining("pieria.workers.step-deadline must be positive, got 'PT0S'");
    }
}
