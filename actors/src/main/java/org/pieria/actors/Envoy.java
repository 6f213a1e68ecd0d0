package org.pieria.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import java.util.Set;

/**
 * A worker's presence in the cluster: it finds the coordinators and passes on what they order. It ends with its ActorSystem,
 * which the cluster may give up for no fault of the worker's; the worker lives in a system of its own, goes on inside its
 * window, and gets another envoy.
 */
public final class Envoy {

    private Envoy() {}

    /** The envoy of a worker in the same process. */
    public static Behavior<Worker.Command> create(ActorRef<Worker.Command> worker) {
        return Behaviors.setup(context -> begin(context, worker));
    }

    private static Behavior<Worker.Command> begin(
            ActorContext<Worker.Command> context, ActorRef<Worker.Command> worker) {
        ActorRef<Receptionist.Listing> listings = context.spawn(listener(context.getSelf(), worker), "coordinators");
        context.getSystem().receptionist().tell(Receptionist.subscribe(Coordinator.KEY, listings));
        return Behaviors.receive(Worker.Command.class)
                .onAnyMessage(command -> {
                    worker.tell(command);
                    return Behaviors.same();
                })
                .build();
    }

    private static Behavior<Receptionist.Listing> listener(
            ActorRef<Worker.Command> envoy, ActorRef<Worker.Command> worker) {
        return Behaviors.receiveMessage(listing -> {
            worker.tell(new Worker.Reachable(Set.copyOf(listing.getServiceInstances(Coordinator.KEY)), envoy));
            return Behaviors.same();
        });
    }
}
