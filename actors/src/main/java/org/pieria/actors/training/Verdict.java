package org.pieria.actors.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom to believe when workers that should tell the same do not.
 *
 * @param truth what is believed; empty where nobody can know
 * @param statements by worker, what it told
 */
record Verdict(Optional<String> truth, Map<String, String> statements) {

    Verdict {
        statements = SharedMap.copyOf(statements);
    }

    /** More than half of them are believed. */
    static Verdict of(Map<String, String> statements) {
        Map<String, Long> votes =
                statements.values().stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
        return new Verdict(
                votes.entrySet().stream()
                        .filter(vote -> 2 * vote.getValue() > statements.size())
                        .map(Map.Entry::getKey)
                        .findFirst(),
                statements);
    }

    /** What has been found out by other means is believed, if at least one of them told it. */
    static Verdict by(String truth, Map<String, String> statements) {
        return new Verdict(Optional.of(truth).filter(statements::containsValue), statements);
    }

    /** Whether all told the same. */
    boolean unanimous() {
        return statements.values().stream().distinct().count() <= 1;
    }

    /** Who told something else than the truth, in order; nobody while it is not known. */
    List<String> deviants() {
        return truth.map(told -> statements.keySet().stream()
                        .filter(worker -> !told.equals(statements.get(worker)))
                        .sorted()
                        .collect(Collectors.toList()))
                .orElse(List.of());
    }

    /** Who told what. */
    String words() {
        return statements.entrySet().stream()
                .map(entry -> entry.getKey() + " has " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
