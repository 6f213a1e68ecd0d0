package org.pieria.checkpointing.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sound rows of a segment one after another; lines that are cut or damaged are void. One thread. */
final class StepReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StepReader.class);
    private static final int BUFFER = 16 << 10;

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    private long begins;
    private long ends;
    private long sound;
    private int voids;

    private StepReader(Path file, InputStream in, long from) {
        this.file = file;
        this.in = in;
        this.ends = from;
        this.sound = from;
    }

    /** Begins at an offset at which a line begins. */
    static StepReader open(Path file, long from) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(from);
            return new StepReader(file, in, from);
        } catch (IOException failure) {
            in.close();
            throw failure;
        }
    }

    /** The next row; null at the end. */
    @Nullable
    StepRecord next() throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (StepSegment.isSound(line)) {
                warnOfDamage();
                voids = 0;
                sound = ends;
                return StepRecord.parse(line.substring(0, line.lastIndexOf(',')));
            }
            voids++;
        }
        return null;
    }

    /** Where the newest row begins in the file. */
    long begins() {
        return begins;
    }

    /** Where the newest row ends. */
    long soundBytes() {
        return sound;
    }

    /** A whole line without its end; what stands after the last end of a line is none. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (at < filled || fill()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, at, end - at);
            at = end + 1;
            if (end < filled) {
                begins = ends;
                ends += line.size() + 1;
                return line.toString(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = in.read(buffer);
        return filled > 0;
    }

    /** A crash spoils the end of a file only; what is spoiled before sound rows was changed later. */
    private void warnOfDamage() {
        if (voids > 0) {
            LOG.warn("Passing over {} damaged rows in the middle of {}", voids, file);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
