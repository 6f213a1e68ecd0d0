package org.pieria.checkpointing.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.json.SealedJson;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * Which run a directory belongs to.
 *
 * @param id unique to the run
 * @param contract the digest of the contract
 * @param keys the configuration keys of the contract with their values as text
 */
public record RunIdentity(String id, String contract, Map<String, String> keys) {

    static final long FORMAT = 1;

    public RunIdentity {
        keys = Map.copyOf(keys);
        if (id.isBlank() || contract.isBlank()) {
            throw new IllegalArgumentException(
                    "a run needs an id and a contract, got \"" + id + "\" and \"" + contract + "\"");
        }
    }

    /** The keys that differ, each with both values in words; a missing one is {@code not set}. */
    public SortedMap<String, String> differences(RunIdentity asked) {
        TreeSet<String> names = new TreeSet<>(keys.keySet());
        names.addAll(asked.keys.keySet());
        SortedMap<String, String> differences = new TreeMap<>();
        for (String name : names) {
            String here = keys.getOrDefault(name, "not set");
            String there = asked.keys.getOrDefault(name, "not set");
            if (!here.equals(there)) {
                differences.put(name, here + " in the directory, " + there + " now");
            }
        }
        return differences;
    }

    byte[] toBytes() {
        ObjectNode json = Json.object().put("format", FORMAT).put("run", id).put("contract", contract);
        json.set("keys", Fields.objectOf(keys));
        return SealedJson.seal(json);
    }

    static RunIdentity parse(String path, byte[] bytes) throws DamagedFile {
        Fields json = new Fields(SealedJson.open(path, bytes));
        try {
            if (json.number("format") != FORMAT) {
                throw new IllegalArgumentException("its format version is " + json.number("format")
                        + ", this program reads " + FORMAT + "; use the version of Pieria that wrote it");
            }
            return new RunIdentity(json.text("run"), json.text("contract"), json.map("keys"));
        } catch (IllegalArgumentException malformed) {
            throw new DamagedFile(path + " cannot be used: " + malformed.getMessage(), malformed);
        }
    }
}
