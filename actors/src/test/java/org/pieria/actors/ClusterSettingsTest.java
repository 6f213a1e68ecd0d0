package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    @Test
    void onlyTheFirstCoordinatorMayFoundACluster() {
        ClusterSettings settings = new ClusterSettings("h", 2, List.of("h:1", "h:2", "h:3"), List.of());

        assertThat(settings.asked(true)).containsExactly("h:2", "h:1", "h:3");
        assertThat(settings.asked(false)).containsExactly("h:1", "h:3");
        assertThat(new ClusterSettings("h", 9, List.of("h:1"), List.of()).asked(true))
                .as("the seeds are others")
                .containsExactly("h:1");
    }

    @Test
    void givesTheSystemItsAddressRolesAndSerializer() {
        Config config = new ClusterSettings("10.0.0.7", 25_520, List.of(), List.of("coordinator")).config();

        assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.7");
        assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(25_520);
        assertThat(config.getStringList("akka.cluster.roles")).containsExactly("coordinator");
        assertThat(config.getString("akka.remote.artery.transport")).isEqualTo("aeron-udp");
        assertThat(config.getInt("akka.remote.artery.advanced.aeron.idle-cpu-level"))
                .isEqualTo(1);
        assertThat(config.getString("akka.cluster.split-brain-resolver.keep-majority.role"))
                .isEqualTo("coordinator");
    }

    @Test
    void leavesItToTheProcessWhetherTheMachineExitsWithTheSystem() {
        Config config = new ClusterSettings("127.0.0.1", 0, List.of(), List.of()).config();

        assertThat(config.getBoolean("akka.coordinated-shutdown.exit-jvm")).isFalse();
    }

    @Test
    void refusesASeedWithoutAPortAndNamesIt() {
        assertThatThrownBy(() -> new ClusterSettings("127.0.0.1", 0, List.of("hostonly"), List.of()))
                .hasMessageContaining("cluster.seeds")
                .hasMessageContaining("hostonly");
    }
}
