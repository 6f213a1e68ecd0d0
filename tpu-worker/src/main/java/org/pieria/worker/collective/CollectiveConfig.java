package org.pieria.worker.collective;

import com.typesafe.config.Config;
import io.aeron.ChannelUri;
import java.time.Duration;

/**
 * How this host's data plane reaches its peers.
 *
 * @param transport {@code aeron:ipc} within one host, {@code aeron:udp} or {@code tcp} between hosts; Aeron's {@code mtu}
 *     and {@code term-length} may follow, as in {@code aeron:udp?mtu=8192}, and are then the same on all hosts
 * @param host the address that peers reach this host at; not for ipc
 * @param port to listen at; 0: any free one; not for ipc
 * @param directory of a running media driver; empty: an embedded one, which for ipc reaches only its own process; not for
 *     tcp
 * @param stepDeadline longest wait for a peer inside a step
 */
public record CollectiveConfig(String transport, String host, int port, String directory, Duration stepDeadline) {

    public CollectiveConfig {
        require(
                isTransport(transport),
                "pieria.workers.data-transport must be auto, shm, tcp, aeron:ipc or aeron:udp, the latter with mtu or term-length if need be",
                transport);
        require(!host.isBlank(), "pieria.workers.data-host must not be empty", host);
        require(port >= 0 && port < 65536, "pieria.workers.data-port must be 0 to 65535", port);
        require(
                !stepDeadline.isNegative() && !stepDeadline.isZero(),
                "pieria.workers.step-deadline must be positive",
                stepDeadline);
    }

    /** Reads the data plane's keys of the {@code pieria.workers} section. */
    public static CollectiveConfig from(Config root) {
        Config workers = root.getConfig("pieria.workers");
        return new CollectiveConfig(
                workers.getString("data-transport"),
                workers.getString("data-host"),
                workers.getInt("data-port"),
                workers.getString("data-directory"),
                workers.getDuration("step-deadline"));
    }

    private static boolean isTransport(String transport) {
        return transport.matches(
                "auto|tcp|shm|aeron:(ipc|udp)(\\?(mtu|term-length)=\\w+(\\|(mtu|term-length)=\\w+)?)?");
    }

    boolean isIpc() {
        return transport.startsWith("aeron:") && ChannelUri.parse(transport).isIpc();
    }

    private static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got '" + got + "'");
        }
    }
}
