package org.pieria.benchmarks.torture;

import java.io.IOException;

/** Two network namespaces of this machine and the one cable between them. Root only. */
final class Link implements AutoCloseable {

    private static final String NET = "10.231.77.";

    private final String id = Long.toString(ProcessHandle.current().pid() % 100_000);

    private Link() {}

    /** Lays the cable; what an earlier one of this process left is removed. */
    static Link lay() throws IOException, InterruptedException {
        Link link = new Link();
        Shell.run("ip", "netns", "add", link.space(1));
        Shell.run("ip", "netns", "add", link.space(2));
        Shell.run("ip", "link", "add", link.end(1), "type", "veth", "peer", "name", link.end(2));
        for (int side = 1; side <= 2; side++) {
            Shell.run("ip", "link", "set", link.end(side), "netns", link.space(side));
            link.within(side, "addr", "add", address(side) + "/24", "dev", link.end(side));
            link.within(side, "link", "set", link.end(side), "up");
            link.within(side, "link", "set", "lo", "up");
        }
        return link;
    }

    private void within(int side, String... command) throws IOException, InterruptedException {
        String[] whole = new String[command.length + 3];
        whole[0] = "ip";
        whole[1] = "-n";
        whole[2] = space(side);
        System.arraycopy(command, 0, whole, 3, command.length);
        Shell.run(whole);
    }

    /** The namespace on a side, 1 or 2. */
    String space(int side) {
        return "pieria-" + id + "-" + side;
    }

    private String end(int side) {
        return "pi" + id + "s" + side;
    }

    /** The address on a side. */
    static String address(int side) {
        return NET + side;
    }

    void cut() throws IOException, InterruptedException {
        within(1, "link", "set", end(1), "down");
    }

    void mend() throws IOException, InterruptedException {
        within(1, "link", "set", end(1), "up");
    }

    @Override
    public void close() throws IOException {
        try {
            Shell.run("ip", "netns", "del", space(1));
            Shell.run("ip", "netns", "del", space(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
