package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Outbox.Parcel;
import org.pieria.worker.collective.Tally.Event;

/** Finds out, before the first step, that every rank of the generation is there and has the same idea of it. */
final class Greetings {

    private final Generation generation;
    private final Outboxes outboxes;
    private final Origin self;
    private final Place shape;
    private final BitSet welcomes = new BitSet();
    private Optional<String> conflict = Optional.empty();

    Greetings(Generation generation, int chunk, Outboxes outboxes) {
        this.generation = generation;
        this.outboxes = outboxes;
        String members = Integer.toHexString(
                List.of(generation.addresses(), generation.tree().shares()).hashCode());
        this.self = new Origin(generation.number(), Origin.NO_STEP, generation.rank(), members);
        this.shape = new Place(generation.slices(), generation.length(), chunk);
    }

    /** Greets the ranks that have not answered, unless a greeting to them still waits. */
    void greet() {
        for (int peer : silent()) {
            if (outboxes.isEmpty(peer)) {
                outboxes.send(peer, Parcel.bare(new Frame(Kind.HELLO, self, shape)));
            }
        }
    }

    /** The ranks that have not answered. */
    List<Integer> silent() {
        List<Integer> silent = new ArrayList<>();
        for (int peer = 0; peer < generation.ranks(); peer++) {
            if (peer != generation.rank() && !welcomes.get(peer)) {
                silent.add(peer);
            }
        }
        return silent;
    }

    /** How a rank's idea of the generation differs from this one's, if it does. */
    Optional<String> conflict() {
        return conflict;
    }

    Event take(Frame frame) {
        int peer = frame.origin().sender();
        compare(peer, frame);
        if (frame.kind() == Kind.WELCOME) {
            welcomes.set(peer);
        } else {
            outboxes.send(peer, Parcel.bare(new Frame(Kind.WELCOME, self, shape)));
        }
        return Event.TAKEN;
    }

    private void compare(int peer, Frame frame) {
        if (!frame.place().equals(shape)) {
            conflict = Optional.of(generation.name(peer) + " reduces " + words(frame.place()) + ", this rank "
                    + words(shape) + "; configure the slices and the data transport alike");
        } else if (!frame.origin().digest().equals(self.digest())) {
            conflict = Optional.of(generation.name(peer)
                    + " knows other members, or other shares of them, of generation " + generation.number());
        }
    }

    private static String words(Place shape) {
        return shape.node() + " slices of " + shape.offset() + " floats in chunks of " + shape.length();
    }
}
