package org.pieria.benchmarks.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.pieria.checkpointing.milestone.Milestone;

/** Where the time goes between the death of a member and the first step without it: medians over many deaths. */
final class Timeline {

    private static final List<Milestone> ORDER = List.of(
            Milestone.LOSS_NOTICED,
            Milestone.CLAIM_WRITTEN,
            Milestone.INTERRUPTED,
            Milestone.ACTIVATION_WRITTEN,
            Milestone.PREPARING,
            Milestone.PREPARED,
            Milestone.BEFORE_COMPUTE,
            Milestone.AFTER_APPLY);

    private final List<Passing> passings;
    private final Chronicle chronicle;
    private final Map<Milestone, List<Double>> delays = new EnumMap<>(Milestone.class);

    Timeline(List<Passing> passings, Chronicle chronicle) {
        this.passings = List.copyOf(passings);
        this.chronicle = chronicle;
    }

    /** Adds a death, if it was that of a member that stepped. */
    void add(Blow blow) {
        long generation = chronicle.servedBy(blow.pid(), blow.at());
        if (generation == 0 || blow.millis() > 0 || chronicle.newest(blow.at()) != generation) {
            return;
        }
        long last = chronicle.steps(generation);
        for (Milestone milestone : ORDER) {
            LongPredicate wanted = number -> switch (milestone) {
                case LOSS_NOTICED -> true;
                case BEFORE_COMPUTE, AFTER_APPLY -> number > last;
                default -> number > generation;
            };
            first(milestone, wanted, blow.at())
                    .ifPresent(at -> delays.computeIfAbsent(milestone, key -> new ArrayList<>())
                            .add((at - blow.at()) / 1000.0));
        }
    }

    private OptionalLong first(Milestone milestone, LongPredicate wanted, long after) {
        return passings.stream()
                .filter(passing -> passing.at() >= after && passing.milestone() == milestone)
                .filter(passing -> wanted.test(passing.number()))
                .mapToLong(Passing::at)
                .findFirst();
    }

    /** Milliseconds after the death, in the median. */
    String words() {
        return ORDER.stream()
                .filter(delays::containsKey)
                .map(milestone -> String.format(
                        Locale.ROOT,
                        "%s %.0f",
                        milestone.label(),
                        Spread.of(delays.getOrDefault(milestone, List.of())).median()))
                .collect(Collectors.joining(", "));
    }
}
