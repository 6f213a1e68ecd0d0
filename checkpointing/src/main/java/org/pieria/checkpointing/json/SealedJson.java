package org.pieria.checkpointing.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pieria.checkpointing.digest.Sha256;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * A JSON object whose last member is the SHA-256 of all bytes before it. The seal covers the bytes, not their meaning: a
 * changed blank is found too, and no later JSON library can read another content into an old record.
 */
public final class SealedJson {

    private static final String BEFORE = ",\n  \"sha256\" : \"";
    private static final String AFTER = "\"\n}\n";
    private static final int SEAL_BYTES = BEFORE.length() + 64 + AFTER.length();

    private SealedJson() {}

    /** The sealed text of an object that has at least one member and none called {@code sha256}. */
    public static byte[] seal(ObjectNode object) {
        if (object.isEmpty() || object.has("sha256")) {
            throw new IllegalArgumentException("cannot seal " + object);
        }
        String text = Json.pretty(object);
        byte[] content = text.substring(0, text.length() - "\n}".length()).getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(content, content.length + SEAL_BYTES);
        System.arraycopy(sealOf(content), 0, sealed, content.length, SEAL_BYTES);
        return sealed;
    }

    /**
     * Reads a sealed object.
     *
     * @param name of the record, for the message
     * @throws DamagedFile when any byte differs from what was sealed
     */
    public static ObjectNode open(String name, byte[] sealed) throws DamagedFile {
        int end = sealed.length - SEAL_BYTES;
        if (end < 0) {
            throw new DamagedFile(name + " is cut off: " + sealed.length + " bytes");
        }
        byte[] seal = sealOf(Arrays.copyOf(sealed, end));
        if (!Arrays.equals(seal, 0, SEAL_BYTES, sealed, end, sealed.length)) {
            throw new DamagedFile(name + " does not match its SHA-256");
        }
        return parse(name, sealed);
    }

    private static ObjectNode parse(String name, byte[] sealed) throws DamagedFile {
        try {
            ObjectNode object = Json.parse(new String(sealed, StandardCharsets.UTF_8));
            object.remove("sha256");
            return object;
        } catch (IllegalArgumentException malformed) {
            throw new DamagedFile(name + " is sealed but " + malformed.getMessage(), malformed);
        }
    }

    private static byte[] sealOf(byte[] content) {
        return (BEFORE + Sha256.hex(content) + AFTER).getBytes(StandardCharsets.US_ASCII);
    }
}
