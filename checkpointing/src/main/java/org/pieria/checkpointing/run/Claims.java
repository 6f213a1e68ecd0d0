package org.pieria.checkpointing.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pieria.checkpointing.json.SealedJson;
import org.pieria.checkpointing.store.CheckpointStore;
import org.pieria.checkpointing.store.StoredFile;

/**
 * Numbers of which each is given once, to one process, for ever: terms and generations. A number counts as taken as soon
 * as its record exists, whatever is in it. Any thread, any process.
 */
public final class Claims {

    private static final Pattern RECORD = Pattern.compile(".*/([0-9]{1,18})\\.json");

    private final CheckpointStore store;
    private final String directory;

    /**
     * The numbers of one kind.
     *
     * @param directory where their records are, inside the run directory
     */
    public Claims(CheckpointStore store, String directory) {
        this.store = store;
        this.directory = directory;
    }

    /** The highest number taken so far; 0 if none. */
    public long highest() throws IOException {
        long highest = 0;
        for (StoredFile file : store.list(directory)) {
            Matcher record = RECORD.matcher(file.path());
            if (record.matches()) {
                highest = Math.max(highest, Long.parseLong(record.group(1)));
            }
        }
        return highest;
    }

    /**
     * Takes a number that is higher than all taken so far.
     *
     * @param facts what to keep with it
     * @return false: this or a higher number is taken
     */
    public boolean take(long number, ObjectNode facts) throws IOException {
        return number > highest()
                && store.createIfAbsent(
                        directory + "/" + number + ".json", SealedJson.seal(facts.put("number", number)));
    }

    /** Takes the lowest number above all taken ones, however many others try at the same time. */
    public long takeNext(ObjectNode facts) throws IOException {
        long next = highest() + 1;
        while (!take(next, facts)) {
            next = Math.max(next, highest()) + 1;
        }
        return next;
    }
}
