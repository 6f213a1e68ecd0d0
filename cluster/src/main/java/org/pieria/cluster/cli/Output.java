package org.pieria.cluster.cli;

import picocli.CommandLine.Option;

/** The option that chooses between a table for people and JSON for programs. */
final class Output {

    /** How a listing is written. */
    enum Form {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Form form = Form.table;

    boolean json() {
        return form == Form.json;
    }
}
