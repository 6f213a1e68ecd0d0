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
    /** Not a place at all: what must be equal on all ranks, members, shape, slices and size of frames. */
    private final Place shape;

    private final BitSet welcomes = new BitSet();
    private Optional<String> conflict = Optional.empty();

    Greetings(Generation generation, int payload, Outboxes outboxes) {
        this.generation = generation;
        this.outboxes = outboxes;
        int members =
                List.of(generation.addresses(), generation.tree().shares()).hashCode();
        this.self = new Origin(generation.number(), Origin.NO_STEP, generation.rank(), words(generation));
        int segments = generation.shape().toString().hashCode(); // an enum's own hash differs between processes
        this.shape = new Place(members, segments, generation.slices(), payload);
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
        boolean sameMembers = frame.place().node() == shape.node();
        if (!sameMembers) {
            conflict = Optional.of(generation.name(peer)
                    + " knows other members, or other shares of them, of generation " + generation.number());
        } else if (!frame.place().equals(shape) || !frame.origin().digest().equals(self.digest())) {
            conflict = Optional.of(generation.name(peer) + " reduces "
                    + frame.origin().digest() + " in frames of "
                    + frame.place().length() + " bytes, this rank " + self.digest() + " in frames of " + shape.length()
                    + "; configure the slices and the data transport alike");
        }
    }

    /** What is reduced, in at most {@value Frame#DIGEST} characters. */
    private static String words(Generation generation) {
        return generation.slices() + " slices of " + generation.shape().length() + " floats, segments "
                + generation.shape().segments().size();
    }
}
