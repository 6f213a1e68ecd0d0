package org.pieria.cluster.plan;

/** What one phase needs at one site. Every figure is a formula of the two; {@link Plan#FORMULAS} says them in words. */
public record PhasePlan(PhaseWork work, Site site) {

    private static final int BYTES = 4;
    private static final double FORWARD_AND_BACKWARD = 3;
    private static final double BITS = 8;

    public double parameters() {
        return work.size().trained();
    }

    /** FLOP of a step on all hosts together. */
    public double flop() {
        return passes() * work.sliceForward() * site.slices();
    }

    private double passes() {
        return FORWARD_AND_BACKWARD + work.passes();
    }

    /** Bytes of parameters on each device: the master copy, and that for products if it is another. */
    public double weightBytes() {
        return (BYTES + work.narrow()) * parameters();
    }

    /** Bytes of gradients on each device: each tensor's own, and all of them in the bundle that leaves. */
    public double gradientBytes() {
        return 2.0 * BYTES * parameters();
    }

    /** Bytes of the optimizer's state on each device. */
    public double optimizerBytes() {
        return BYTES * (double) work.size().slots();
    }

    /** Bytes of activations on each device, roughly. */
    public double activationBytes() {
        return work.activationBytes();
    }

    /** Bytes on each device altogether. */
    public double memory() {
        return weightBytes() + gradientBytes() + optimizerBytes() + activationBytes();
    }

    /** Whether the device holds it. */
    public boolean fits() {
        return site.device().gigabytes() == 0 || memory() <= site.device().gigabytes() * 1e9;
    }

    /** Bytes that each host sends in a step; as many arrive. */
    public double wireBytes() {
        return 2.0 * (site.hosts() - 1) / site.hosts() * BYTES * parameters();
    }

    /** Seconds of arithmetic of the host that has most slices. */
    public double computeSeconds() {
        double flop = passes() * work.sliceForward() * site.slicesPerHost();
        return flop / (site.utilisation() * site.device().teraflops() * 1e12);
    }

    /** Seconds on the wire. */
    public double wireSeconds() {
        return wireBytes() * BITS / (site.gigabits() * 1e9);
    }

    /** Seconds of a step: arithmetic, then exchange. */
    public double stepSeconds() {
        return computeSeconds() + wireSeconds();
    }

    public double imagesPerSecond() {
        return work.batch() / stepSeconds();
    }
}
