package org.pieria.worker.collective;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.bundle.BundleShape;

/**
 * This host's way to move tensors to its peers. Lives as long as the worker; each generation joins anew.
 *
 * <p>{@link #join} and {@link #close} are for one thread at a time, the other methods for any.
 */
public final class DataPlane implements DataPlanePort {

    private final Patience patience;
    private final Transport transport;
    private final Tally tally = new Tally();
    private @Nullable Collective collective;
    private long newest = -1;
    private long ended = -1;
    private String reason = "";

    private DataPlane(Patience patience, Transport transport) {
        this.patience = patience;
        this.transport = transport;
    }

    /**
     * Listens at the configured address, or connects to the configured media driver, or starts one.
     *
     * @throws IllegalStateException when no driver answers in the configured directory
     * @throws IllegalArgumentException when this host has no such address, or it is taken
     */
    public static DataPlane open(CollectiveConfig config) {
        return new DataPlane(Patience.of(config.stepDeadline()), transport(config));
    }

    private static Transport transport(CollectiveConfig config) {
        return switch (config.transport()) {
            case "auto" -> AutoTransport.open(config);
            case "shm" -> SharedMemoryTransport.open(config);
            case "tcp" -> TcpTransport.open(config);
            default -> AeronTransport.open(config);
        };
    }

    /** Where peers reach this data plane, in the transport's own words; constant. */
    @Override
    public String address() {
        return transport.address();
    }

    /** What was sent, taken and dropped since the data plane was opened. */
    public Map<Tally.Event, Long> counts() {
        return tally.snapshot();
    }

    /**
     * Meets the other ranks of a generation; an earlier one is left. Blocks until all are there.
     *
     * @param generation its number; greater than those joined before, for another phase too
     * @param rank of this host
     * @param addresses of all data planes, by rank
     * @param slices slices of a step; a power of two, at least as many as there are ranks
     * @param shape of a bundle
     * @throws StepInterrupted when a rank did not answer before the step deadline, or {@link #interrupt} ended the generation
     * @throws IllegalArgumentException when this host cannot be that rank, or cannot reach a peer
     * @throws IllegalStateException when another rank has another idea of the generation
     */
    public Collective join(long generation, int rank, List<String> addresses, int slices, BundleShape shape) {
        return join(generation, rank, addresses, new SliceTree(slices), shape);
    }

    /** The same where it is given how many slices each rank computes. */
    @Override
    public Collective join(long generation, int rank, List<String> addresses, SliceTree tree, BundleShape shape) {
        Generation members = new Generation(generation, rank, addresses, tree, shape);
        transport.requireReachable(members);
        leave(generation);
        return members.ranks() == 1 ? enter(members, new LoneCollective(tree.slices(), shape)) : link(members);
    }

    private Collective link(Generation members) {
        Link link = transport.open(members);
        LinkedCollective linked = new LinkedCollective(members, link, patience, tally);
        enter(members, linked);
        try {
            linked.open();
            return linked;
        } catch (RuntimeException e) {
            linked.close();
            throw e;
        }
    }

    private synchronized void leave(long next) {
        if (next <= newest) {
            throw new IllegalArgumentException(
                    "generation " + next + " is not newer than " + newest + "; every join needs a new number");
        }
        if (collective != null) {
            collective.close();
            collective = null;
        }
    }

    private synchronized Collective enter(Generation members, Collective entered) {
        newest = members.number();
        collective = entered;
        if (newest <= ended) {
            entered.interrupt(reason);
        }
        return entered;
    }

    /**
     * Ends every wait of generations below the given one, joining included, now and later, with {@link StepInterrupted}.
     *
     * @param generation the lowest that may go on
     * @param why for the message
     */
    @Override
    public synchronized void interrupt(long generation, String why) {
        if (generation - 1 > ended) {
            ended = generation - 1;
            reason = why;
        }
        if (collective != null && newest <= ended) {
            collective.interrupt(reason);
        }
    }

    @Override
    public void close() {
        closeCollective();
        transport.close();
    }

    private synchronized void closeCollective() {
        if (collective != null) {
            collective.close();
        }
    }
}
