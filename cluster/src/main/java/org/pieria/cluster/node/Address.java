package org.pieria.cluster.node;

import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows in the run directory where the node that coordinates answers over HTTP; any other would answer too. */
final class Address {

    private static final Logger LOG = LoggerFactory.getLogger(Address.class);

    private final Path records;
    private volatile String url = "";

    Address(Path directory) {
        this.records = directory.resolve("records");
    }

    /** Tells where this node answers; to be told before it joins the cluster. */
    void of(String own) {
        url = own;
    }

    /** A coordinator that shows this node's address as soon as it runs here. */
    <T> Behavior<T> shownBy(Behavior<T> coordinator) {
        return Behaviors.setup(context -> {
            context.getSystem()
                    .dispatchers()
                    .lookup(DispatcherSelector.blocking())
                    .execute(() -> show(url));
            return coordinator;
        });
    }

    /** Whole or not at all: whoever polls for the file never reads half an address. */
    private void show(String own) {
        try {
            Files.createDirectories(records);
            Path fresh = Files.writeString(records.resolve("http-address.new"), own + "\n");
            Files.move(
                    fresh,
                    records.resolve("http-address"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the address {} cannot be shown in {}: {}", own, records, e.getMessage());
        }
    }
}
