package org.pieria.actors.port;

import java.util.Map;

/**
 * What one host brings: shown over HTTP and recorded with the run.
 *
 * @param worker the worker's name, unique in the cluster
 * @param host the machine's name
 * @param pid the process
 * @param device {@code cpu}, {@code cpu-xla}, {@code gpu:N} or {@code tpu:N}
 * @param lanes slices computed at once
 * @param dataAddress where the data plane of this worker listens, in the transport's own words
 * @param stateAddress where it hands over the state that it holds, as host:port
 * @param contract the digest of the contract this worker was configured with
 * @param run the id of the run as the run directory tells it here; two of them are two directories
 * @param unit what leaves together, such as the hosts of one TPU slice; empty: this worker alone
 * @param versions library and runtime versions by name
 */
public record HostReport(
        String worker,
        String host,
        long pid,
        String device,
        int lanes,
        String dataAddress,
        String stateAddress,
        String contract,
        String run,
        String unit,
        Map<String, String> versions) {

    public HostReport {
        versions = Map.copyOf(versions);
    }
}
