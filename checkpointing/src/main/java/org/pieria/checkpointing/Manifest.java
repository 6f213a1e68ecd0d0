package org.pieria.checkpointing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;
import org.pieria.checkpointing.json.SealedJson;
import org.pieria.checkpointing.safetensors.FileEntry;
import org.pieria.checkpointing.safetensors.TensorEntry;
import org.pieria.checkpointing.store.DamagedFile;

/**
 * The record that makes a directory of files a checkpoint. It covers every byte of them and, by its seal, itself.
 *
 * @param name phase, step, generation and attempt
 * @param term the term in which it was published
 * @param digest of the whole state after the step
 * @param tensorDigests by name, the digest of each tensor, as the engine computes it
 * @param provenance run, contract, configuration and versions
 * @param cursor further facts of the step: where the data stand, for example
 * @param last whether it is the phase's final one
 * @param files all files of the checkpoint; no tensor is in two of them
 */
public record Manifest(
        CheckpointName name,
        long term,
        String digest,
        Map<String, String> tensorDigests,
        Provenance provenance,
        Map<String, String> cursor,
        boolean last,
        List<FileEntry> files) {

    /** The manifest's file name in the directory of its checkpoint. */
    public static final String FILE = "manifest.json";

    /** The format that is written, and the only one that is read. */
    static final long FORMAT = 1;

    public Manifest {
        tensorDigests = Map.copyOf(tensorDigests);
        cursor = Map.copyOf(cursor);
        files = List.copyOf(files);
        Set<String> tensors = distinct(files);
        for (String tensor : tensorDigests.keySet()) {
            if (!tensors.contains(tensor)) {
                throw new IllegalArgumentException(
                        "checkpoint " + name.path() + ": tensor \"" + tensor + "\" has a digest but is in no file");
            }
        }
    }

    /** Size of all files, without the manifest itself. */
    public long bytes() {
        return files.stream().mapToLong(FileEntry::bytes).sum();
    }

    /** The sealed record. */
    public byte[] toBytes() {
        ObjectNode json = Json.object().put("format", FORMAT);
        json.put("phase", name.phase()).put("step", name.step());
        json.put("generation", name.generation()).put("attempt", name.attempt());
        json.put("term", term).put("last", last).put("digest", digest);
        json.setAll(provenance.toJson());
        json.set("cursor", Fields.objectOf(cursor));
        json.set("tensorDigests", Fields.objectOf(tensorDigests));
        ArrayNode entries = json.putArray("files");
        files.forEach(file -> entries.add(file.toNode()));
        return SealedJson.seal(json);
    }

    /**
     * Reads a sealed record.
     *
     * @param path where it was found, for the message
     * @throws DamagedFile when any byte was changed, or the format is unknown
     */
    public static Manifest parse(String path, byte[] bytes) throws DamagedFile {
        Fields json = new Fields(SealedJson.open(path, bytes));
        try {
            requireFormat(json.number("format"));
            return read(json);
        } catch (IllegalArgumentException malformed) {
            throw new DamagedFile(path + " cannot be used: " + malformed.getMessage(), malformed);
        }
    }

    private static Manifest read(Fields json) {
        CheckpointName name = new CheckpointName(
                json.text("phase"), json.number("step"), json.number("generation"), json.text("attempt"));
        List<FileEntry> files = new ArrayList<>();
        for (JsonNode file : json.elements("files")) {
            files.add(FileEntry.fromNode(file));
        }
        return new Manifest(
                name,
                json.number("term"),
                json.text("digest"),
                json.map("tensorDigests"),
                Provenance.fromJson(json),
                json.map("cursor"),
                json.flag("last"),
                files);
    }

    private static void requireFormat(long format) {
        if (format != FORMAT) {
            throw new IllegalArgumentException("its format version is " + format + ", this program reads " + FORMAT
                    + "; use the version of Pieria that wrote it");
        }
    }

    private static Set<String> distinct(List<FileEntry> files) {
        Set<String> paths = new HashSet<>();
        Set<String> tensors = new HashSet<>();
        for (FileEntry file : files) {
            requireNew(paths.add(file.path()), "file", file.path());
            for (TensorEntry tensor : file.tensors()) {
                requireNew(tensors.add(tensor.name()), "tensor", tensor.name());
            }
        }
        return tensors;
    }

    private static void requireNew(boolean added, String what, String name) {
        if (!added) {
            throw new IllegalArgumentException(what + " \"" + name + "\" is twice in one checkpoint");
        }
    }
}
