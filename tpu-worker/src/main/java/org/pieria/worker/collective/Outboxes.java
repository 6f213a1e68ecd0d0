package org.pieria.worker.collective;

import java.util.ArrayList;
import java.util.List;
import org.pieria.worker.collective.Outbox.Parcel;

/** The outboxes to all peers. */
final class Outboxes {

    /** Frames to one peer before the others and the incoming ones get their turn. */
    private static final int TURN = 4;

    private final List<Outbox> byRank = new ArrayList<>();
    private final int rank;

    Outboxes(Link link, int rank, int ranks) {
        this.rank = rank;
        for (int peer = 0; peer < ranks; peer++) {
            byRank.add(new Outbox(link, peer));
        }
    }

    void send(int peer, Parcel parcel) {
        byRank.get(peer).add(parcel);
    }

    void sendAll(Parcel parcel) {
        for (int peer = 0; peer < byRank.size(); peer++) {
            if (peer != rank) {
                send(peer, parcel);
            }
        }
    }

    /** Gives every peer a turn, beginning with the next rank so that not all ranks fill the same one first. */
    int flush() {
        int sent = 0;
        for (int i = 1; i < byRank.size(); i++) {
            sent += byRank.get((rank + i) % byRank.size()).flush(TURN);
        }
        return sent;
    }

    boolean isEmpty(int peer) {
        return byRank.get(peer).isEmpty();
    }

    /** Whether nothing waits for anybody. */
    boolean isEmpty() {
        return byRank.stream().allMatch(Outbox::isEmpty);
    }

    /** Whether nothing waits for a peer that listens. */
    boolean isDrained() {
        return byRank.stream().allMatch(outbox -> outbox.isEmpty() || outbox.isGone());
    }

    /** Chunks sent to all peers since the beginning. */
    long chunksSent() {
        return byRank.stream().mapToLong(Outbox::chunksSent).sum();
    }

    /** The peers that have something to get and do not listen. */
    List<Integer> gone() {
        List<Integer> gone = new ArrayList<>();
        for (int peer = 0; peer < byRank.size(); peer++) {
            if (byRank.get(peer).isGone() && !isEmpty(peer)) {
                gone.add(peer);
            }
        }
        return gone;
    }

    void clear() {
        byRank.forEach(Outbox::clear);
    }
}
