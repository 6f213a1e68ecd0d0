package org.pieria.worker.step;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pieria.checkpointing.digest.Sha256;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The digest of a whole state after a step. Each tensor's 32-bit words go through four interleaved multiplicative chains
 * (every step of a chain is a bijection, so no single change can cancel); SHA-256 then binds names, tensors and step. Fast
 * enough for every step, and the same on every machine.
 */
public final class StateDigest {

    private static final int CHAINS = 4;
    private static final long PRIME = 0x9E3779B185EBCA87L;
    private static final int BLOCK = 1 << 16;

    private final Map<String, String> tensors = new LinkedHashMap<>();
    private final float[] block = new float[BLOCK];

    /** Adds a tensor as it lies in memory. */
    void add(String name, TType tensor) {
        var floats = ((TFloat32) tensor).asRawTensor().data().asFloats();
        long[] chains = chains(floats.size());
        for (long offset = 0; offset < floats.size(); offset += BLOCK) {
            int length = (int) Math.min(BLOCK, floats.size() - offset);
            floats.offset(offset).read(block, 0, length);
            absorb(chains, block, length);
        }
        tensors.put(name, hex(chains));
    }

    /** Adds a tensor that lies in an array. */
    public void add(String name, float[] values) {
        long[] chains = chains(values.length);
        for (int offset = 0; offset < values.length; offset += BLOCK) {
            int length = Math.min(BLOCK, values.length - offset);
            System.arraycopy(values, offset, block, 0, length);
            absorb(chains, block, length);
        }
        tensors.put(name, hex(chains));
    }

    /** The digest of every tensor added, by name. */
    public Map<String, String> tensors() {
        return Map.copyOf(tensors);
    }

    /** The digest over all tensors added and the step, 32 hex digits. */
    public String of(String phase, long step) {
        MessageDigest sha = Sha256.begin();
        sha.update((phase + "@" + step + "\n").getBytes(StandardCharsets.UTF_8));
        tensors.forEach((name, digest) -> sha.update((name + "=" + digest + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }

    private static long[] chains(long length) {
        long[] chains = new long[CHAINS];
        for (int i = 0; i < CHAINS; i++) {
            chains[i] = (length + i + 1) * PRIME;
        }
        return chains;
    }

    private static void absorb(long[] chains, float[] values, int length) {
        long a = chains[0];
        long b = chains[1];
        long c = chains[2];
        long d = chains[3];
        int whole = length & -CHAINS;
        for (int i = 0; i < whole; i += CHAINS) {
            a = mix(a, values[i]);
            b = mix(b, values[i + 1]);
            c = mix(c, values[i + 2]);
            d = mix(d, values[i + 3]);
        }
        for (int i = whole; i < length; i++) {
            a = mix(a, values[i]);
        }
        chains[0] = a;
        chains[1] = b;
        chains[2] = c;
        chains[3] = d;
    }

    /** A multiplication moves differences only upwards; the shift brings them down again. */
    private static long mix(long chain, float value) {
        long mixed = (chain ^ (Float.floatToRawIntBits(value) & 0xFFFFFFFFL)) * PRIME;
        return mixed ^ (mixed >>> 32);
    }

    private static String hex(long[] chains) {
        ByteBuffer bytes = ByteBuffer.allocate(CHAINS * Long.BYTES);
        for (long chain : chains) {
            bytes.putLong(chain);
        }
        return HexFormat.of().formatHex(Sha256.begin().digest(bytes.array()), 0, 16);
    }
}
