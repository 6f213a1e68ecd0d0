package org.pieria.cluster.plan;

/**
 * Where a run would be.
 *
 * @param hosts workers, one device each
 * @param slices of the global batch
 * @param utilisation share of the device's peak that a step reaches, in (0, 1]
 * @param gigabits per second that a host sends and receives
 */
public record Site(int hosts, int slices, DeviceKind device, double utilisation, double gigabits) {

    public Site {
        require(hosts >= 1 && hosts <= slices, "--hosts must be from 1 to slices = " + slices, hosts);
        require(utilisation > 0 && utilisation <= 1, "--utilisation must be above 0 and at most 1", utilisation);
        require(gigabits > 0, "--gigabits must be above 0", gigabits);
    }

    /** Slices of the host that has most of them. */
    int slicesPerHost() {
        return (slices + hosts - 1) / hosts;
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + value);
        }
    }
}
