package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.pieria.checkpointing.milestone.Milestone;

/**
 * Strikes the processes of a run: which and when follows from a seed. It spares the last worker that holds the state, since
 * with it the run would go back to its checkpoint. One thread.
 */
final class Nemesis {

    private static final Duration SETTLED = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final long LOOK_MILLIS = 50;

    /** The share of blows that fall on members that step; the others fall on anybody, starting or joining ones too. */
    private static final double MEMBERS = 0.8;

    private static final double SHORTEST_HANG = 100;
    private static final double LONGEST_HANG = 30_000;

    private final RealRun run;
    private final Trails trails;
    private final Chronicle live = new Chronicle(List.of());
    private final SplittableRandom random;
    private final List<Blow> blows = new ArrayList<>();
    private final Map<Long, String> names = new HashMap<>();

    Nemesis(RealRun run, long seed) {
        this.run = run;
        this.trails = new Trails(RealRun.trails(run.directory()));
        this.random = new SplittableRandom(seed);
    }

    List<Blow> blows() {
        return List.copyOf(blows);
    }

    List<Passing> passings() throws IOException {
        chronicle();
        return trails.all();
    }

    /** What is known up to now: good for waiting, while figures are taken from all passings at the end. */
    Chronicle chronicle() throws IOException {
        trails.news().forEach(live::add);
        return live;
    }

    /** Waits until a step of this number or a later one is applied. */
    void awaitStep(long step) throws IOException, InterruptedException {
        await(() -> chronicle().steps() >= step, "step " + step + " was not applied");
    }

    /** Waits until a coordinator has recorded this step or a later one. */
    void awaitRow(long step) throws IOException, InterruptedException {
        await(() -> chronicle().recorded() >= step, "step " + step + " was not recorded");
    }

    /** Waits until so many workers serve the newest generation. */
    void awaitServing(int workers) throws IOException, InterruptedException {
        await(() -> serving() >= workers, workers + " workers did not come to stand in one generation");
    }

    private long serving() throws IOException {
        Chronicle chronicle = chronicle();
        long now = now();
        long newest = chronicle.newest(now);
        return run.workers().stream()
                .filter(worker -> newest > 0 && chronicle.servedBy(worker.pid(), now) == newest)
                .count();
    }

    /** Something that is waited for. */
    @FunctionalInterface
    interface Wish {
        boolean came() throws IOException;
    }

    void await(Wish wish, String otherwise) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!wish.came()) {
            run.requireAlive();
            look();
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(otherwise + " within " + PATIENCE.toMinutes() + " minutes:\n"
                        + Files.readString(RealRun.words(run.directory())));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Lets the run go on for a random while around the given one. */
    void rest(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.round(1000 * seconds * random.nextDouble(0.2, 1.8)));
    }

    /** One of the faults given, to one of the processes that may be struck by it, as soon as there is one. */
    Blow strike(List<String> faults) throws IOException, InterruptedException {
        String fault = faults.get(random.nextInt(faults.size()));
        List<Node> choice = new ArrayList<>();
        boolean member = random.nextDouble() < MEMBERS;
        await(
                () -> {
                    choice.clear();
                    choice.addAll(candidates(fault, member));
                    return !choice.isEmpty();
                },
                "nobody could be struck by " + fault);
        Blow blow = strike(fault, choice.get(random.nextInt(choice.size())));
        blows.add(blow);
        return blow;
    }

    private Blow strike(String fault, Node node) throws IOException, InterruptedException {
        long at = now();
        if (fault.startsWith("kill")) {
            node.kill();
            return new Blow(fault, node.name(), node.pid(), at, 0);
        }
        double span = Math.log(LONGEST_HANG / SHORTEST_HANG);
        long millis = Math.round(SHORTEST_HANG * Math.exp(span * random.nextDouble()));
        pause(node, millis);
        return new Blow(fault, node.name(), node.pid(), at, millis);
    }

    /** Any process gets next to no core for that many seconds. */
    Blow starve(double shortest, double longest) throws IOException, InterruptedException {
        List<Node> nodes = run.nodes();
        Node node = nodes.get(random.nextInt(nodes.size()));
        long millis = Math.round(1000 * random.nextDouble(shortest, longest));
        Blow blow = new Blow("starve-" + node.role(), node.name(), node.pid(), now(), millis);
        try (CoreQuota quota = CoreQuota.of(node.pid())) {
            quota.hold();
            TimeUnit.MILLISECONDS.sleep(millis);
        }
        blows.add(blow);
        return blow;
    }

    static void pause(Node node, long millis) throws IOException, InterruptedException {
        node.signal("STOP");
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            node.signal("CONT");
        }
    }

    /** A fault is {@code kill-worker}, {@code hang-coordinator} and so on. */
    private List<Node> candidates(String fault, boolean member) throws IOException {
        String role = fault.substring(fault.indexOf('-') + 1);
        Chronicle chronicle = chronicle();
        long now = now();
        long holders = run.workers().stream()
                .filter(worker -> chronicle.servedBy(worker.pid(), now) > 0)
                .count();
        return run.nodes().stream()
                .filter(node -> node.role().equals(role))
                .filter(node -> node.works() || (complete("coordinator") && settled("coordinator")))
                .filter(node -> !node.works() || holders > 1 || chronicle.servedBy(node.pid(), now) == 0)
                .filter(node ->
                        !node.works() || !member || chronicle.servedBy(node.pid(), now) == chronicle.newest(now))
                .toList();
    }

    private boolean complete(String role) {
        long seen = names.values().stream()
                .filter(name -> name.startsWith(role))
                .distinct()
                .count();
        return run.nodes().stream().filter(node -> node.role().equals(role)).count() >= seen;
    }

    /** Whether all processes of a role are there and have lived for a while: one of them may be struck when another can take its place. */
    private boolean settled(String role) {
        Instant young = Instant.now().minus(SETTLED);
        return run.nodes().stream()
                .filter(node -> node.role().equals(role))
                .allMatch(node -> node.process()
                        .info()
                        .startInstant()
                        .filter(young::isAfter)
                        .isPresent());
    }

    /** From now on the first process that passes a milestone dies there. */
    void arm(Milestone milestone) throws IOException {
        Files.createFile(armed(milestone));
    }

    private Path armed(Milestone milestone) {
        return RealRun.trails(run.directory()).resolve("kill").resolve(milestone.label());
    }

    /** Waits for the death at a milestone that was armed; empty when none came by in time. */
    Optional<Blow> awaitDeath(Milestone milestone, Duration patience) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (Files.exists(armed(milestone)) && Instant.now().isBefore(deadline)) {
            run.requireAlive();
            look();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (Files.deleteIfExists(armed(milestone))) {
            return Optional.empty();
        }
        Optional<Blow> blow = passings().stream()
                .filter(passing -> passing.killed() && passing.milestone() == milestone)
                .reduce((first, second) -> second)
                .map(passing ->
                        new Blow("at " + milestone.label(), name(passing.pid()), passing.pid(), passing.at(), 0));
        blow.ifPresent(blows::add);
        await(() -> blow.stream().noneMatch(death -> lives(death.pid())), "a process outlived its death");
        return blow;
    }

    private boolean lives(long pid) {
        return run.nodes().stream().anyMatch(node -> node.pid() == pid);
    }

    private void look() {
        run.nodes().forEach(node -> names.put(node.pid(), node.name()));
    }

    private String name(long pid) {
        return names.getOrDefault(pid, "worker-0");
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
