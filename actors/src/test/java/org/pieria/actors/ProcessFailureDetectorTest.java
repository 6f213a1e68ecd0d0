package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.remote.FailureDetector;
import akka.remote.FailureDetectorLoader;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessFailureDetectorTest {

    private static final Config SETTINGS = ConfigFactory.load("akka-pieria").getConfig("akka.cluster.failure-detector");
    private static final Address NODE = new Address("akka", "pieria", "10.0.0.7", 25520);

    private final ActorTestKit kit = ActorTestKit.create();

    @AfterAll
    void stop() {
        kit.shutdownTestKit();
    }

    /** As Akka makes one for a node that it begins to listen to. */
    private FailureDetector listeningTo(Address node) {
        FailureDetector detector = FailureDetectorLoader.load(
                SETTINGS.getString("implementation-class"), SETTINGS, Adapter.toClassic(kit.system()));
        ((PhiAccrualFailureDetector) detector).address_$eq(node.toString());
        detector.heartbeat();
        return detector;
    }

    @Test
    void aNodeWhoseProcessHasEndedIsUnreachableAtOnceAndItsSuccessorIsNot() {
        FailureDetector detector = listeningTo(NODE);
        assertThat(detector.isAvailable()).isTrue();

        ProcessFailureDetector.end(NODE);
        assertThat(detector.isAvailable()).isFalse();
        assertThat(listeningTo(new Address("akka", "pieria", "10.0.0.8", 25520)).isAvailable())
                .isTrue();

        ProcessFailureDetector.forget(NODE);
        assertThat(listeningTo(NODE).isAvailable()).isTrue();
    }
}
