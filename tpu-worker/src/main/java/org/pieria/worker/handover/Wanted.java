package org.pieria.worker.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.pieria.actors.port.Standing;

/**
 * What one host asks of another.
 *
 * @param standing where the state must stand
 * @param have the last applied step of the same phase that the asking host holds; -1: none
 */
public record Wanted(Standing standing, long have) {

    /** Changes whenever the form of a message does: both sides must speak the same. */
    private static final int PROTOCOL = 0x50_48_00_01;

    void write(DataOutputStream out) throws IOException {
        out.writeInt(PROTOCOL);
        out.writeUTF(standing.phase());
        out.writeLong(standing.step());
        out.writeUTF(standing.digest());
        out.writeLong(have);
        out.flush();
    }

    /** Reads what follows the first word of a connection. */
    static Wanted read(int protocol, DataInputStream in) throws IOException {
        if (protocol != PROTOCOL) {
            throw new IOException("the other side speaks protocol " + Integer.toHexString(protocol) + ", this one "
                    + Integer.toHexString(PROTOCOL) + "; run the same version on all hosts");
        }
        return new Wanted(new Standing(in.readUTF(), in.readLong(), in.readUTF()), in.readLong());
    }

    @Override
    public String toString() {
        return "the state of " + standing.phase() + " after step " + standing.step();
    }
}
