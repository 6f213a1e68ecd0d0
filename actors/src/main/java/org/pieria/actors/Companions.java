package org.pieria.actors;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pieria.actors.port.Lifelines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes that may coordinate watch the processes of all others. One whose process ended is given up at once, so that the
 * next coordinator takes over in seconds; the cluster's own judgement, which must not err under load, takes several times as
 * long, and while it is out about one node, a worker's too, the cluster agrees about no other.
 */
public final class Companions {

    private static final Logger LOG = LoggerFactory.getLogger(Companions.class);
    private static final String LIFELINE = "lifeline-";

    sealed interface Command {}

    private record Changed(MemberEvent event) implements Command {}

    private record Broken(Member member, Lifelines.Break end) implements Command {}

    private final ActorContext<Command> context;
    private final Lifelines lifelines;
    private final Set<Member> others = new HashSet<>();

    private Companions(ActorContext<Command> context, Lifelines lifelines) {
        this.context = context;
        this.lifelines = lifelines;
    }

    /** The role that tells where a node holds the other end of the lifelines to it. */
    public static String lifelineAt(String address) {
        return LIFELINE + address;
    }

    /** Watches from a node that may coordinate. */
    public static Behavior<Command> create(Lifelines lifelines) {
        return Behaviors.setup(context -> new Companions(context, lifelines).begin());
    }

    private Behavior<Command> begin() {
        ActorRef<MemberEvent> events = context.messageAdapter(MemberEvent.class, Changed::new);
        Cluster.get(context.getSystem()).subscriptions().tell(Subscribe.create(events, MemberEvent.class));
        return SealedReceive.of(Command.class)
                .on(Changed.class, this::changed)
                .on(Broken.class, this::broken)
                .build();
    }

    private Behavior<Command> changed(Changed command) {
        Member member = command.event().member();
        if (command.event() instanceof MemberRemoved) {
            others.remove(member);
            ProcessFailureDetector.forget(member.address());
        } else if (command.event() instanceof MemberUp && !isSelf(member) && others.add(member)) {
            lifeline(member).ifPresent(address -> hold(member, address));
        }
        return Behaviors.same();
    }

    private boolean isSelf(Member member) {
        return member.equals(Cluster.get(context.getSystem()).selfMember());
    }

    private boolean isOnlyCompanion(Member member) {
        return member.hasRole(Coordinator.ROLE)
                && others.stream()
                                .filter(each -> each.hasRole(Coordinator.ROLE))
                                .count()
                        == 1;
    }

    private static Optional<String> lifeline(Member member) {
        return member.getRoles().stream()
                .filter(role -> role.startsWith(LIFELINE))
                .map(role -> role.substring(LIFELINE.length()))
                .findFirst();
    }

    private void hold(Member member, String address) {
        ActorRef<Command> self = context.getSelf();
        lifelines.hold(address, end -> self.tell(new Broken(member, end)));
    }

    /**
     * A silent process may be cut off from this one alone. Of two coordinators either may think so of the other, and the
     * terms decide; where there are more, the majority does.
     */
    private Behavior<Command> broken(Broken command) {
        boolean certain = command.end().ended() || isOnlyCompanion(command.member());
        if (certain && others.contains(command.member())) {
            LOG.warn(
                    "node {} is given up: {}",
                    command.member().address(),
                    command.end().reason());
            giveUp(command.member().address());
        }
        return Behaviors.same();
    }

    /** The cluster removes a node that is both downed and unreachable. */
    private void giveUp(Address node) {
        ProcessFailureDetector.end(node);
        Cluster.get(context.getSystem()).manager().tell(new Down(node));
    }
}
