package org.pieria.worker.handover;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Arrays of floats on a stream, in chunks of which each carries its checksum (CRC32C). */
final class Floats {

    private static final int CHUNK = 1 << 16;

    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();

    void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (int from = 0; from < values.length; from += CHUNK) {
            int length = Math.min(CHUNK, values.length - from);
            bytes.asFloatBuffer().put(values, from, length);
            out.write(bytes.array(), 0, length * Float.BYTES);
            out.writeInt(sum(length));
        }
    }

    /**
     * Reads an array.
     *
     * @param name for the message
     * @throws IOException when a chunk is not what was sent
     */
    float[] read(DataInputStream in, String name) throws IOException {
        int total = in.readInt();
        if (total < 0) {
            throw new IOException(name + " came with the length " + total);
        }
        float[] values = new float[total];
        for (int from = 0; from < total; from += CHUNK) {
            int length = Math.min(CHUNK, total - from);
            in.readFully(bytes.array(), 0, length * Float.BYTES);
            if (in.readInt() != sum(length)) {
                throw new IOException(name + " was damaged on its way, at element " + from);
            }
            bytes.asFloatBuffer().get(values, from, length);
        }
        return values;
    }

    private int sum(int length) {
        checksum.reset();
        checksum.update(bytes.array(), 0, length * Float.BYTES);
        return (int) checksum.getValue();
    }
}
