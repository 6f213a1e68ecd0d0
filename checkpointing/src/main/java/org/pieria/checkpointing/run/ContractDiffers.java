package org.pieria.checkpointing.run;

import java.nio.file.Path;
import java.util.SortedMap;

/** A run directory belongs to a run of another contract. The message lists what differs and says what to do. */
public final class ContractDiffers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContractDiffers(Path directory, RunIdentity existing, RunIdentity asked) {
        super(message(directory, existing, asked));
    }

    private static String message(Path directory, RunIdentity existing, RunIdentity asked) {
        StringBuilder text = new StringBuilder(directory + " belongs to a run whose contract differs:");
        SortedMap<String, String> differences = existing.differences(asked);
        differences.forEach(
                (key, values) -> text.append("\n  ").append(key).append(": ").append(values));
        if (differences.isEmpty()) {
            text.append("\n  digest: ").append(existing.contract() + " in the directory, " + asked.contract() + " now");
        }
        return text.append("\nUse another --dir, or the old values.").toString();
    }
}
