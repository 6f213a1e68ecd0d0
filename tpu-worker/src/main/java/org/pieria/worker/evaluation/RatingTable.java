package org.pieria.worker.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The votes of a rating page by category. A pair is decided by three equal votes of five; without them nobody has won.
 *
 * @param byCategory in alphabetical order
 */
public record RatingTable(Map<String, Row> byCategory) {

    private static final int VOTES = 5;
    private static final int CONSENSUS = 3;

    public RatingTable {
        byCategory = Collections.unmodifiableMap(new TreeMap<>(byCategory));
    }

    /**
     * Pairs by what was decided.
     *
     * @param none neither side has three votes of five
     * @param open not decided yet: votes are missing
     */
    public record Row(int ours, int theirs, int none, int open) {

        static final Row EMPTY = new Row(0, 0, 0, 0);

        Row plus(Row other) {
            return new Row(ours + other.ours, theirs + other.theirs, none + other.none, open + other.open);
        }

        int decided() {
            return ours + theirs + none;
        }

        private double share(int part) {
            return decided() == 0 ? 0 : 100.0 * part / decided();
        }
    }

    /** What one rater prefers. */
    private enum Choice {
        OURS,
        THEIRS,
        NONE
    }

    /**
     * Counts votes.
     *
     * @param key of the page
     * @param files one for each rater, at most five
     * @throws IllegalArgumentException when a file is missing, belongs to another page or to a rater who is in already
     */
    public static RatingTable of(Path key, List<Path> files) throws IOException {
        RatingKey sides = RatingKey.read(key);
        if (files.size() > VOTES) {
            throw new IllegalArgumentException(
                    "a pair is decided by " + VOTES + " votes, there are " + files.size() + " files of votes");
        }
        List<List<Choice>> votes = new ArrayList<>();
        sides.pairs().forEach(pair -> votes.add(new ArrayList<>()));
        Set<String> raters = new HashSet<>();
        for (Path file : files) {
            ObjectNode ballot = ballot(file, sides, raters);
            for (Map.Entry<String, JsonNode> vote : ballot.path("votes").properties()) {
                int pair = pair(file, vote.getKey(), votes.size());
                votes.get(pair)
                        .add(choice(
                                file, vote.getValue().asText(), sides.pairs().get(pair)));
            }
        }
        return of(sides, votes);
    }

    private static ObjectNode ballot(Path file, RatingKey sides, Set<String> raters) throws IOException {
        ObjectNode ballot = RatingKey.json(file, "votes");
        String page = ballot.path("page").asText();
        if (!page.equals(sides.page())) {
            throw new IllegalArgumentException(
                    file + " holds votes of the page " + page + ", the key is of " + sides.page());
        }
        String rater = ballot.path("rater").asText();
        if (!raters.add(rater)) {
            throw new IllegalArgumentException(file + " holds votes of " + rater + ", who has voted in another file");
        }
        return ballot;
    }

    private static int pair(Path file, String text, int pairs) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= pairs) {
            throw new IllegalArgumentException(file + " has a vote on pair " + text + ", the page has " + pairs);
        }
        return Integer.parseInt(text);
    }

    private static Choice choice(Path file, String text, RatingKey.Pair pair) {
        return switch (text) {
            case "left" -> pair.oursIsLeft() ? Choice.OURS : Choice.THEIRS;
            case "right" -> pair.oursIsLeft() ? Choice.THEIRS : Choice.OURS;
            case "none" -> Choice.NONE;
            default ->
                throw new IllegalArgumentException(file + " has the vote " + text + ", neither left, right nor none");
        };
    }

    private static RatingTable of(RatingKey sides, List<List<Choice>> votes) {
        Map<String, Row> rows = new TreeMap<>();
        for (int i = 0; i < votes.size(); i++) {
            String category = sides.pairs().get(i).category();
            rows.merge(category.isEmpty() ? "(none)" : category, decision(votes.get(i)), Row::plus);
        }
        return new RatingTable(rows);
    }

    private static Row decision(List<Choice> votes) {
        if (Collections.frequency(votes, Choice.OURS) >= CONSENSUS) {
            return new Row(1, 0, 0, 0);
        }
        if (Collections.frequency(votes, Choice.THEIRS) >= CONSENSUS) {
            return new Row(0, 1, 0, 0);
        }
        boolean over = votes.size() == VOTES || Collections.frequency(votes, Choice.NONE) >= CONSENSUS;
        return over ? new Row(0, 0, 1, 0) : new Row(0, 0, 0, 1);
    }

    /** Over all categories. */
    public Row total() {
        return byCategory.values().stream().reduce(Row.EMPTY, Row::plus);
    }

    /** For a terminal: pairs and shares of the decided ones, by category, and over all. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-20s %7s %7s %7s %7s %7s   %6s %6s %6s%n",
                "category",
                "pairs",
                "ours",
                "theirs",
                "none",
                "open",
                "ours",
                "theirs",
                "none"));
        byCategory.forEach((category, row) -> text.append(line(category, row)));
        return text.append(line("all", total())).toString();
    }

    private static String line(String name, Row row) {
        return String.format(
                Locale.ROOT,
                "%-20s %7d %7d %7d %7d %7d   %5.1f%% %5.1f%% %5.1f%%%n",
                name,
                row.decided() + row.open(),
                row.ours(),
                row.theirs(),
                row.none(),
                row.open(),
                row.share(row.ours()),
                row.share(row.theirs()),
                row.share(row.none()));
    }
}
