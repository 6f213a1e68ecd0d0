package org.pieria.worker.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pieria.actors.port.Standing;
import org.pieria.checkpointing.milestone.Milestone;
import org.pieria.worker.bundle.Bundle;

/** What a host answers on the stream: nothing and why, one step's bundle, or the whole state. */
final class Answer {

    private static final byte NOTHING = 0;
    private static final byte BUNDLE = 1;
    private static final byte STATE = 2;

    private final Floats floats = new Floats();

    void write(DataOutputStream out, Wanted wanted, Optional<Holding> holding) throws IOException {
        Standing standing = wanted.standing();
        if (holding.filter(held -> held.standing().equals(standing)).isEmpty()) {
            nothing(out, holding);
        } else if (wanted.have() == standing.step() - 1
                && holding.flatMap(Holding::bundle).isPresent()) {
            out.writeByte(BUNDLE);
            bundle(out, holding.flatMap(Holding::bundle).orElseThrow());
        } else {
            whole(out, holding);
        }
        out.flush();
    }

    private static void nothing(DataOutputStream out, Optional<Holding> holding) throws IOException {
        out.writeByte(NOTHING);
        out.writeUTF(holding.map(held -> "it holds " + held.standing()).orElse("it holds no state of that phase"));
    }

    /** The whole state, wherever it stands. */
    void whole(DataOutputStream out, Optional<Holding> holding) throws IOException {
        if (holding.isEmpty()) {
            nothing(out, holding);
        } else {
            out.writeByte(STATE);
            state(out, holding.get());
        }
    }

    void bundle(DataOutputStream out, Bundle bundle) throws IOException {
        out.writeInt(bundle.arrays().size());
        for (float[] array : bundle.arrays()) {
            floats.write(out, array);
        }
    }

    Bundle bundle(DataInputStream in) throws IOException {
        int arrays = in.readInt();
        List<float[]> bundle = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            bundle.add(floats.read(in, "the bundle"));
        }
        return new Bundle(bundle);
    }

    private void state(DataOutputStream out, Holding holding) throws IOException {
        int left = holding.values().size();
        out.writeInt(left);
        for (Map.Entry<String, float[]> tensor : holding.values().entrySet()) {
            out.writeUTF(tensor.getKey());
            floats.write(out, tensor.getValue());
            left--;
            if (left == holding.values().size() / 2) {
                Milestone.STATE_HALF_SENT.pass(holding.standing().step());
            }
        }
    }

    Handed read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case NOTHING -> throw new IOException(in.readUTF());
            case BUNDLE -> new Handed.Step(bundle(in));
            case STATE -> state(in);
            default -> throw new IOException("the answer has the unknown kind " + kind);
        };
    }

    private Handed.State state(DataInputStream in) throws IOException {
        int tensors = in.readInt();
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int i = 0; i < tensors; i++) {
            String name = in.readUTF();
            values.put(name, floats.read(in, name));
        }
        return new Handed.State(values);
    }
}
