package org.pieria.worker.collective;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.pieria.worker.bundle.Wire;

/**
 * What travels between ranks: a header that says what it is, and for chunks of a bundle their floats. Little-endian,
 * {@value #HEADER} bytes of header, one CRC32C over everything after itself.
 *
 * @param kind what it is
 * @param origin who sends it, standing where
 * @param place what it is about
 */
record Frame(Kind kind, Origin origin, Place place) {

    /** Bytes before the floats. */
    static final int HEADER = 128;

    /** Longest digest, in characters. */
    static final int DIGEST = 64;

    private static final int MAGIC = 0x31_43_41_50; // "PAC1"
    private static final int CHECKSUM_AT = 4;
    private static final int CHECKED_FROM = 8;
    private static final int KIND_AT = 24;
    private static final int DIGEST_AT = 48;

    /** The kinds of frames, with their numbers on the wire. */
    enum Kind {
        /** Opens a generation; asks for a {@link #WELCOME}. */
        HELLO(1),
        /** Answers a {@link #HELLO}. */
        WELCOME(2),
        /** A chunk of a node's value, to the owner of the segment. */
        PARTIAL(3),
        /** A chunk of the sum, from the owner of the segment. */
        SUM(4),
        /** Asks for chunks that did not come: of a node's value, or of the sum (the root). */
        RESEND(5);

        private static final Map<Integer, Kind> BY_NUMBER =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind.number, kind -> kind));

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Optional<Kind> of(int number) {
            return Optional.ofNullable(BY_NUMBER.get(number));
        }
    }

    /**
     * A sender and where it stands.
     *
     * @param generation its generation
     * @param step the step it works on; {@link #NO_STEP} before the first
     * @param sender its rank
     * @param digest of its state before the step, in at most {@value Frame#DIGEST} ASCII characters
     */
    record Origin(long generation, long step, int sender, String digest) {

        static final long NO_STEP = -1;

        Origin {
            if (digest.length() > DIGEST || digest.chars().anyMatch(c -> c > 127)) {
                throw new IllegalArgumentException(
                        "a digest must be at most " + DIGEST + " ASCII characters, got '" + digest + "'");
            }
        }
    }

    /**
     * Floats of the bundle at a node of the tree.
     *
     * @param node of the slice tree
     * @param segment of the bundle
     * @param offset the first float, counted from the segment's beginning
     * @param length how many
     */
    record Place(int node, int segment, int offset, int length) {}

    /** Whether the bytes begin like a frame and have the length that it states. */
    static boolean resembles(ByteBuffer bytes) {
        return bytes.limit() >= HEADER
                && bytes.getInt(0) == MAGIC
                && Kind.of(bytes.getInt(KIND_AT)).isPresent();
    }

    /** The generation of bytes that {@linkplain #resembles resemble} a frame. */
    static long generation(ByteBuffer bytes) {
        return bytes.getLong(8);
    }

    /** Whether no bit of a frame was changed on its way. */
    static boolean intact(ByteBuffer bytes) {
        return bytes.getInt(CHECKSUM_AT) == checksum(bytes);
    }

    /** Reads the header of an {@linkplain #intact intact} frame. */
    static Frame read(ByteBuffer bytes) {
        Origin origin = new Origin(bytes.getLong(8), bytes.getLong(16), bytes.getInt(28), digest(bytes));
        Place place = new Place(bytes.getInt(32), bytes.getInt(44), bytes.getInt(36), bytes.getInt(40));
        return new Frame(Kind.of(bytes.getInt(KIND_AT)).orElseThrow(), origin, place);
    }

    /** Whether this frame carries floats behind its header. */
    boolean hasPayload() {
        return kind == Kind.PARTIAL || kind == Kind.SUM;
    }

    /** Whether the bytes are as long as a frame of this kind and place, whose values travel so. */
    boolean fits(ByteBuffer bytes, Wire wire) {
        long payload = hasPayload() ? (long) wire.bytes() * place.length() : 0;
        return bytes.limit() == HEADER + payload;
    }

    /** Copies the floats of a frame to their place. */
    static void payload(ByteBuffer bytes, Wire wire, Span target) {
        wire.read(bytes.duplicate().position(HEADER), target.floats(), target.start(), target.length());
    }

    /**
     * Writes this frame, ready to be sent.
     *
     * @param bytes direct, little-endian and of the frame's length
     * @param payload the floats it carries; empty for frames without
     * @param wire how they travel
     */
    void write(ByteBuffer bytes, Span payload, Wire wire) {
        bytes.putInt(0, MAGIC).putLong(8, origin.generation()).putLong(16, origin.step());
        bytes.putInt(KIND_AT, kind.number).putInt(28, origin.sender());
        bytes.putInt(32, place.node())
                .putInt(36, place.offset())
                .putInt(40, place.length())
                .putInt(44, place.segment());
        bytes.put(DIGEST_AT, new byte[HEADER - DIGEST_AT]);
        bytes.put(DIGEST_AT, origin.digest().getBytes(StandardCharsets.US_ASCII));
        bytes.position(HEADER);
        wire.write(bytes, payload.floats(), payload.start(), payload.length());
        bytes.putInt(CHECKSUM_AT, checksum(bytes)).position(0);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(CHECKED_FROM));
        return (int) crc.getValue();
    }

    private static String digest(ByteBuffer bytes) {
        byte[] ascii = new byte[DIGEST];
        bytes.get(DIGEST_AT, ascii);
        int length = 0;
        while (length < DIGEST && ascii[length] != 0) {
            length++;
        }
        return new String(ascii, 0, length, StandardCharsets.US_ASCII);
    }
}
