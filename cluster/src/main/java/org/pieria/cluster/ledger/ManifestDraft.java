package org.pieria.cluster.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.actors.port.RunLedger.CheckpointDraft;
import org.pieria.actors.port.RunLedger.CheckpointRef;
import org.pieria.actors.port.SavedPart;
import org.pieria.checkpointing.CheckpointName;
import org.pieria.checkpointing.Manifest;
import org.pieria.checkpointing.Provenance;
import org.pieria.checkpointing.safetensors.FileEntry;

/** Turns what the ranks reported into one manifest, and a manifest into what the coordinator knows of it. */
final class ManifestDraft {

    private ManifestDraft() {}

    /**
     * The manifest over all parts.
     *
     * @throws IllegalArgumentException when the parts are not of one state, or do not fit together
     */
    static Manifest complete(CheckpointDraft draft, Provenance provenance) {
        CheckpointName name = CheckpointName.parse(draft.directory());
        require(name.phase().equals(draft.phase()) && name.step() == draft.step(), draft, "its directory's name");
        require(name.generation() == draft.generation(), draft, "its directory's generation");
        List<FileEntry> files = new ArrayList<>();
        Map<String, String> digests = new HashMap<>();
        for (SavedPart part : draft.parts()) {
            require(part.step() == draft.step(), draft, "step " + part.step() + " of rank " + part.rank());
            require(part.digest().equals(draft.digest()), draft, "digest " + part.digest() + " of rank " + part.rank());
            part.files().forEach(json -> files.add(FileEntry.fromJson(json)));
            digests.putAll(part.tensorDigests());
        }
        return new Manifest(
                name, draft.term(), draft.digest(), digests, provenance, draft.facts(), draft.last(), files);
    }

    static CheckpointRef refer(Manifest manifest) {
        CheckpointName name = manifest.name();
        return new CheckpointRef(
                name.path(),
                name.phase(),
                name.step(),
                name.generation(),
                manifest.digest(),
                manifest.bytes(),
                manifest.last());
    }

    private static void require(boolean ok, CheckpointDraft draft, String what) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "checkpoint " + draft.directory() + " of phase " + draft.phase() + ", step "
                            + draft.step() + ", generation " + draft.generation() + " and digest " + draft.digest()
                            + " does not agree with " + what);
        }
    }
}
