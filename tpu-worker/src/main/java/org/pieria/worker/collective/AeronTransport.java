package org.pieria.worker.collective;

import java.util.Optional;

/** Streams of a media driver, this process's own or a shared one. */
final class AeronTransport implements Transport {

    private final Optional<DataPlaneDriver> driver;
    private final Wiring wiring;
    private final DriverClient client;

    private AeronTransport(CollectiveConfig config, Optional<DataPlaneDriver> driver) {
        String directory = driver.map(DataPlaneDriver::directory).orElse(config.directory());
        this.driver = driver;
        this.wiring = Wiring.of(config, directory);
        this.client = new DriverClient(wiring, directory);
    }

    /**
     * Connects to the configured media driver, or starts one.
     *
     * @throws IllegalStateException when no driver answers in the configured directory
     */
    static AeronTransport open(CollectiveConfig config) {
        Optional<DataPlaneDriver> driver = config.directory().isEmpty()
                ? Optional.of(DataPlaneDriver.embedded(!config.isIpc()))
                : Optional.empty();
        try {
            return new AeronTransport(config, driver);
        } catch (RuntimeException e) {
            driver.ifPresent(DataPlaneDriver::close);
            throw e;
        }
    }

    @Override
    public String address() {
        return wiring.address();
    }

    @Override
    public void requireReachable(Generation generation) {
        wiring.requireReachable(generation);
    }

    @Override
    public Link open(Generation generation) {
        return AeronLink.open(client.aeron(), wiring, generation);
    }

    @Override
    public void close() {
        client.close();
        driver.ifPresent(DataPlaneDriver::close);
    }
}
