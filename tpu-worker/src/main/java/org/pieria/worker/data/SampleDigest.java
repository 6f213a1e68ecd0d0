package org.pieria.worker.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.pieria.checkpointing.digest.Sha256;

/** The digest of an ordered list of samples. Strings go in with their lengths, so no two lists look the same. */
final class SampleDigest {

    private final MessageDigest sha = Sha256.begin();

    private SampleDigest() {}

    static String of(List<Sample> samples) {
        SampleDigest digest = new SampleDigest();
        samples.forEach(digest::add);
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    private void add(Sample sample) {
        add(sample.key());
        add(sample.image().size());
        add(sample.image().checksum());
        add(sample.caption());
        add(sample.keywords().size());
        sample.keywords().forEach(this::add);
        add(sample.concept());
    }

    private void add(int value) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        sha.update(bytes);
    }
}
