package org.pieria.checkpointing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.pieria.checkpointing.json.Fields;
import org.pieria.checkpointing.json.Json;

/**
 * Where a checkpoint comes from.
 *
 * @param run the run's id
 * @param contract the digest of the configuration keys that determine bits
 * @param configuration the whole configuration, as text
 * @param versions of what computed it, by name
 */
public record Provenance(String run, String contract, String configuration, Map<String, String> versions) {

    public Provenance {
        versions = Map.copyOf(versions);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("run", run).put("contract", contract).put("configuration", configuration);
        json.set("versions", Fields.objectOf(versions));
        return json;
    }

    static Provenance fromJson(Fields json) {
        return new Provenance(
                json.text("run"), json.text("contract"), json.text("configuration"), json.map("versions"));
    }
}
