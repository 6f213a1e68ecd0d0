package org.pieria.actors;

import akka.actor.Address;
import akka.event.EventStream;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Akka's own judgement of a node's silence, and the certainty that its process has ended. Akka makes one for each node that
 * this process listens to, by this class's name, and tells it the address alone; so what is certain is kept for the whole
 * process. Any thread.
 */
public final class ProcessFailureDetector extends PhiAccrualFailureDetector {

    private static final Set<String> ENDED = ConcurrentHashMap.newKeySet();

    /** As Akka makes it. */
    public ProcessFailureDetector(Config config, EventStream events) {
        super(config, events);
    }

    /** Nothing will ever come from this node again. */
    static void end(Address node) {
        ENDED.add(node.toString());
    }

    /** The node was removed; another of its address may come. */
    static void forget(Address node) {
        ENDED.remove(node.toString());
    }

    @Override
    public boolean isAvailable() {
        return !ENDED.contains(address()) && super.isAvailable();
    }
}
