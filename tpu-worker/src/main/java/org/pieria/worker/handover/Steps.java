package org.pieria.worker.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.pieria.actors.port.Standing;

/** What a host that is followed tells on the stream: its state, then every step; while there is none, that it lives. */
final class Steps {

    private static final byte STEP = 3;
    private static final byte ALIVE = 4;

    /** Between two signs of life. */
    private static final Duration PULSE = Duration.ofSeconds(1);

    private final Answer answer = new Answer();

    /** Sends until the follower is given up or the stream breaks; where there is nobody to follow, it says so. */
    void write(DataOutputStream out, Optional<Donor.Led> led) throws IOException, InterruptedException {
        answer.whole(out, led.map(Donor.Led::from));
        if (led.isPresent()) {
            standing(out, led.get().from().standing());
            lead(out, led.get().follower());
        }
        out.flush();
    }

    private void lead(DataOutputStream out, Follower follower) throws IOException, InterruptedException {
        out.writeInt(follower.behind());
        out.flush();
        while (!follower.over()) {
            Optional<Followed> next = follower.next(PULSE);
            if (next.isPresent()) {
                step(out, next.get());
            } else {
                out.writeByte(ALIVE);
            }
            out.flush();
        }
    }

    private void step(DataOutputStream out, Followed step) throws IOException {
        out.writeByte(STEP);
        standing(out, step.standing());
        out.writeInt(step.behind());
        answer.bundle(out, step.sum());
    }

    private static void standing(DataOutputStream out, Standing standing) throws IOException {
        out.writeLong(standing.step());
        out.writeUTF(standing.digest());
    }

    private static Standing standing(DataInputStream in, String phase) throws IOException {
        return new Standing(phase, in.readLong(), in.readUTF());
    }

    Following.Start readStart(DataInputStream in, String phase) throws IOException {
        if (answer.read(in) instanceof Handed.State state) {
            return new Following.Start(standing(in, phase), state.values(), in.readInt());
        }
        throw new IOException("a step came before the state");
    }

    private Followed step(DataInputStream in, String phase) throws IOException {
        Standing standing = standing(in, phase);
        int behind = in.readInt();
        return new Followed(standing, answer.bundle(in), behind);
    }

    /** The next step; empty for a sign of life. */
    Optional<Followed> read(DataInputStream in, String phase) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case ALIVE -> Optional.empty();
            case STEP -> Optional.of(step(in, phase));
            default -> throw new IOException("a step has the unknown kind " + kind);
        };
    }
}
