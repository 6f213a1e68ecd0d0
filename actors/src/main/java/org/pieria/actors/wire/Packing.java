package org.pieria.actors.wire;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Large messages travel deflated. Artery takes 256 KiB for a message, which the members of a generation exceed from some two
 * thousand workers on, and the view of a run from some eight hundred; but their names, addresses and facts repeat themselves.
 */
final class Packing {

    /** What is smaller is not worth the time. */
    private static final int LARGE = 16 << 10;

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;

    private Packing() {}

    /** What was written, with a byte in front that says how it is packed. */
    static byte[] pack(Output written) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.min(written.position(), LARGE) + 1);
        if (written.position() < LARGE) {
            packed.write(PLAIN);
            packed.write(written.getBuffer(), 0, written.position());
        } else {
            packed.write(DEFLATED);
            deflate(written, packed);
        }
        return packed.toByteArray();
    }

    private static void deflate(Output written, ByteArrayOutputStream to) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(to, deflater)) {
            out.write(written.getBuffer(), 0, written.position());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        } finally {
            deflater.end();
        }
    }

    /** What was packed, to be read and closed. */
    static Input unpack(byte[] packed) {
        return switch (packed[0]) {
            case PLAIN -> new Input(packed, 1, packed.length - 1);
            case DEFLATED ->
                new Input(new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1)), LARGE);
            default -> throw new IllegalArgumentException("a message packed in an unknown way, " + packed[0]);
        };
    }
}
