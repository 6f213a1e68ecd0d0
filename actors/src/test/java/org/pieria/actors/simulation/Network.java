package org.pieria.actors.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Messages between processes: late, twice, never, out of order; and hosts that do not reach others, in one direction. */
final class Network {

    private static final long QUICKEST = 100;

    private final World world;
    private final Weather weather;
    private final Map<String, Link> links = new HashMap<>();
    private final Set<String> cuts = new HashSet<>();

    /**
     * How bad it is, per mille and in microseconds.
     *
     * @param lost of the messages
     * @param doubled of the messages
     * @param strayed of the messages that take the longest delay instead of the usual one
     * @param usual the longest usual delay
     * @param longest delay
     */
    record Weather(int lost, int doubled, int strayed, long usual, long longest) {}

    private record Link(Dice dice, Timeline.Lane lane) {}

    Network(World world, Weather weather) {
        this.world = world;
        this.weather = weather;
    }

    private Link link(SimulatedProcess from, SimulatedProcess to) {
        return links.computeIfAbsent(
                from.name + ">" + to.name, name -> new Link(world.dice(name), world.timeline.lane(name)));
    }

    void send(SimulatedProcess from, SimulatedProcess to, Runnable delivery) {
        Link link = link(from, to);
        boolean calm = world.calm();
        boolean lost = !calm && link.dice().chance(weather.lost());
        if (lost || !reaches(from.place, to.place)) {
            return;
        }
        deliver(link, to, delivery);
        if (!calm && link.dice().chance(weather.doubled())) {
            deliver(link, to, delivery);
        }
    }

    private void deliver(Link link, SimulatedProcess to, Runnable delivery) {
        link.lane().after(delay(link), () -> to.experience(delivery));
    }

    private long delay(Link link) {
        if (world.calm()) {
            return link.dice().between(QUICKEST, 2_000);
        }
        boolean strayed = link.dice().chance(weather.strayed());
        return link.dice().between(QUICKEST, strayed ? weather.longest() : weather.usual());
    }

    boolean reaches(String from, String to) {
        return !cuts.contains(from + ">" + to);
    }

    /** Over a connection: once and in the end, unless the hosts are cut off from each other. */
    void talk(SimulatedProcess from, SimulatedProcess to, Runnable delivery) {
        if (connected(from.place, to.place)) {
            deliver(link(from, to), to, delivery);
        }
    }

    /** Whether an answer can come back. */
    boolean connected(String here, String there) {
        return reaches(here, there) && reaches(there, here);
    }

    void cut(String from, String to) {
        cuts.add(from + ">" + to);
    }

    void mend(String from, String to) {
        cuts.remove(from + ">" + to);
    }

    void mendAll() {
        cuts.clear();
    }
}
