package org.pieria.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a tortured run with an undisturbed one, prints what was found and writes the raw figures. */
final class Verdict {

    private static final int SHOWN = 5;

    private final Path out;
    private final Path calm;
    private final List<String> problems = new ArrayList<>();

    Verdict(Options options) {
        this.out = options.out();
        this.calm = options.undisturbed();
    }

    /** Once the tortured run has ended, trains undisturbed as far as it came, unless that was done before, and compares. */
    void compare(Path tortured) throws IOException, InterruptedException {
        Rows rows = Rows.of(tortured);
        if (!Files.exists(calm.resolve("steps.csv")) || Rows.of(calm).size() < rows.size()) {
            share(tortured, calm);
            trainUndisturbed(rows.size());
        }
        List<String> differences = rows.differences(Rows.of(calm).first(rows.size()));
        say("digest and loss differences: %d in %,d rows", differences.size(), rows.size());
        differences.stream().limit(SHOWN).forEach(problems::add);
    }

    private void trainUndisturbed(int steps) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Stage.CONTRACT);
        options.addAll(List.of("--workers", "1", "--until", Stage.PHASE + ":" + steps));
        long start = System.nanoTime();
        try (RealRun run = RealRun.start(calm, options)) {
            int code = run.awaitEnd(Stage.MINUTES);
            if (code != 0) {
                problems.add("the undisturbed run ended with " + code + ", see " + RealRun.words(calm));
            }
        }
        say("undisturbed run, one worker: %,d steps in %.0f s", steps, (System.nanoTime() - start) / 1e9);
    }

    /** The shards of one run are prepared once. */
    static void share(Path prepared, Path run) throws IOException {
        Path link = run.resolve("data/emoji");
        if (!Files.exists(link)) {
            Files.createDirectories(run.resolve("data"));
            Files.createSymbolicLink(link, prepared.resolve("data/emoji").toRealPath());
        }
    }

    /** What a run's trails tell of the blows that it took. */
    void tell(List<Passing> passings, List<Blow> blows) throws IOException {
        Chronicle chronicle = new Chronicle(passings);
        Costs costs = new Costs(chronicle, blows);
        Timeline timeline = new Timeline(passings, chronicle);
        blows.forEach(timeline::add);
        List<String> lines = new ArrayList<>(List.of(Costs.HEADER));
        costs.all().forEach(cost -> lines.add(cost.csv()));
        Files.write(out.resolve("blows.csv"), lines);
        say("blows: %s (load averages: %s)", costs.counts(), Stage.load());
        say("normal step: %.1f ms; steps applied: %,d", chronicle.normalStep(), chronicle.steps());
        costs.spreads().forEach((what, spread) -> say("stall, %s: %s", what, spread.words()));
        say(
                "longest pause between a coordinator's death and the start of its replacement: %s",
                costs.successions().words());
        say("longest pause in 10 s that nothing struck: %s", costs.untouched().words());
        say("milliseconds after the death of a member, medians: %s", timeline.words());
        List<Double> back = blows.stream()
                .filter(blow -> blow.role().equals("coordinator") && blow.millis() == 0)
                .flatMap(blow -> chronicle.recordedAgain(blow).stream())
                .toList();
        say(
                "from a coordinator's death to the next row of another one: %s",
                Spread.of(back).words());
        say("pause at a join: %s", costs.joins().words());
        say("applied steps lost: %d; steps computed twice: %d", chronicle.lost(), chronicle.computedTwice());
        if (chronicle.lost() > 0) {
            problems.add(chronicle.lost() + " applied steps were lost");
        }
    }

    void problem(String problem) {
        problems.add(problem);
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** 0, or 1 when something was wrong, which is printed. */
    int code() {
        problems.forEach(problem -> say("WRONG: %s", problem));
        say(problems.isEmpty() ? "all is well; raw figures: %s" : "not well; raw figures: %s", out);
        return problems.isEmpty() ? 0 : 1;
    }
}
