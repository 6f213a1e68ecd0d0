package org.pieria.cluster.launch;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;

/**
 * The UDP ports of the children's actor systems, chosen before any of them starts: a child that is started again keeps its
 * address, and everybody knows whom to ask.
 */
record Ports(List<Integer> coordinators, List<Integer> workers) {

    private static final int SEEDS = 5;

    Ports {
        coordinators = List.copyOf(coordinators);
        workers = List.copyOf(workers);
    }

    /** Free ones, all different; the first coordinator takes the wanted one unless that is 0. */
    static Ports choose(String host, int wanted, int coordinators, int workers) {
        List<Integer> ports = free(host, wanted, coordinators + workers);
        return new Ports(ports.subList(0, coordinators), ports.subList(coordinators, ports.size()));
    }

    /** All are held until the last is known: a port that was let go may be given out again. */
    private static List<Integer> free(String host, int wanted, int count) {
        List<DatagramSocket> held = new ArrayList<>();
        try {
            InetAddress address = InetAddress.getByName(host);
            held.add(new DatagramSocket(wanted, address));
            for (int i = 1; i < count; i++) {
                held.add(new DatagramSocket(0, address));
            }
            return held.stream().map(DatagramSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new ExitException(
                    ExitCode.PREFLIGHT,
                    "cannot bind UDP port " + wanted + " of " + host
                            + " (cluster.host, cluster.port); end what uses it,"
                            + " or take any free one with --set cluster.port=0",
                    e);
        } finally {
            held.forEach(DatagramSocket::close);
        }
    }

    /** Coordinators first: only the first seed may found a cluster; a coordinator that comes back finds the workers. */
    List<String> seeds(String host) {
        return Stream.concat(coordinators.stream(), workers.stream())
                .limit(SEEDS)
                .map(port -> host + ":" + port)
                .toList();
    }
}
