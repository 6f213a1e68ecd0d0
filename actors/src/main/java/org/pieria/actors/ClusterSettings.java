package org.pieria.actors;

import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a node of the control plane listens and whom it joins.
 *
 * @param host the address that others reach it at
 * @param port UDP; 0: any free one
 * @param seeds {@code host:port} of nodes to join; empty: this node is the first
 * @param roles {@link Coordinator#ROLE} on nodes that may coordinate, anything else elsewhere
 */
public record ClusterSettings(String host, int port, List<String> seeds, List<String> roles) {

    /** The name of every node's ActorSystem. */
    public static final String SYSTEM = "pieria";

    public ClusterSettings {
        seeds = List.copyOf(seeds);
        roles = List.copyOf(roles);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("cluster.port must lie from 0 to 65535, got " + port);
        }
        seeds.forEach(ClusterSettings::check);
    }

    /** Reads {@code pieria.cluster}. */
    public static ClusterSettings from(Config root, List<String> roles) {
        Config cluster = root.getConfig("pieria.cluster");
        return new ClusterSettings(
                cluster.getString("host"), cluster.getInt("port"), cluster.getStringList("seeds"), roles);
    }

    private static void check(String seed) {
        if (!seed.matches("[^:/@\\s]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("cluster.seeds must hold host:port, got " + seed);
        }
    }

    /** The configuration of the node's ActorSystem. The node may put its own lines above it. */
    public Config config() {
        Config own = ConfigFactory.parseMap(
                Map.of(
                        "akka.remote.artery.canonical.hostname", host,
                        "akka.remote.artery.canonical.port", port,
                        "akka.cluster.roles", roles),
                "ClusterSettings");
        ClassLoader loader = ClusterSettings.class.getClassLoader();
        return own.withFallback(ConfigFactory.parseResources(loader, "akka-pieria.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
    }

    /** Makes a started system join: its seeds, or itself when there are none. */
    public void join(ActorSystem<?> system) {
        join(system, seeds);
    }

    /**
     * Makes the system of a coordinator's node join.
     *
     * @param first whether no other coordinator of the cluster lives: then it founds the cluster if none of the seeds
     *     knows of one, else it never does, however long nobody answers
     */
    public void coordinate(ActorSystem<?> system, boolean first) {
        join(system, asked(first));
    }

    /** Akka lets the one that stands first among the seeds found a cluster, and nobody else. */
    List<String> asked(boolean first) {
        String own = host + ":" + port;
        if (!seeds.contains(own)) {
            return seeds;
        }
        Stream<String> others = seeds.stream().filter(seed -> !seed.equals(own));
        return (first ? Stream.concat(Stream.of(own), others) : others).collect(Collectors.toList());
    }

    private static void join(ActorSystem<?> system, List<String> asked) {
        Cluster cluster = Cluster.get(system);
        if (asked.isEmpty()) {
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        } else {
            cluster.manager()
                    .tell(new JoinSeedNodes(asked.stream()
                            .map(seed -> AddressFromURIString.parse("akka://" + SYSTEM + "@" + seed))
                            .collect(Collectors.toList())));
        }
    }
}
