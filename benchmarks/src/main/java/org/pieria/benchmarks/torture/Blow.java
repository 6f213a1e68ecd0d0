package org.pieria.benchmarks.torture;

/**
 * Something that was done to a process.
 *
 * @param fault kill, hang, or the label at which it was made to end
 * @param node whose process
 * @param at microseconds since 1970
 * @param millis how long it was kept from running; 0 for a kill
 */
record Blow(String fault, String node, long pid, long at, long millis) {

    String role() {
        return node.substring(0, node.indexOf('-'));
    }
}
