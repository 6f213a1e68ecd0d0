package org.pieria.worker.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Asks another host for the state that it holds of a phase, wherever it stands, and for its steps from there on. */
record Follow(String phase) {

    /** The first word on a connection that follows. */
    static final int PROTOCOL = 0x50_46_00_01;

    void write(DataOutputStream out) throws IOException {
        out.writeInt(PROTOCOL);
        out.writeUTF(phase);
        out.flush();
    }

    /** Reads what follows the first word. */
    static Follow read(DataInputStream in) throws IOException {
        return new Follow(in.readUTF());
    }
}
