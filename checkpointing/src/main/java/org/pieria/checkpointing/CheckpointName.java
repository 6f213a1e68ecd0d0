package org.pieria.checkpointing;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one attempt at a checkpoint from every other; also its directory. Ordered from old to new within a phase.
 *
 * @param phase letters, digits, dots, dashes and underscores
 * @param step the step whose state is saved
 * @param generation the generation that saved it
 * @param attempt tells attempts at the same step apart; letters, digits, dots, dashes and underscores
 */
public record CheckpointName(String phase, long step, long generation, String attempt)
        implements Comparable<CheckpointName> {

    /** The directory of all checkpoints in a run directory. */
    public static final String ROOT = "checkpoints";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern PATH = Pattern.compile(
            ROOT + "/([A-Za-z0-9_-][A-Za-z0-9._-]*)/([0-9]{1,18})-g([0-9]{1,18})-([A-Za-z0-9_-][A-Za-z0-9._-]*)");
    // Attempts are numbers as a rule: a longer one is a later one.
    private static final Comparator<CheckpointName> ORDER = Comparator.comparing(CheckpointName::phase)
            .thenComparingLong(CheckpointName::step)
            .thenComparingLong(CheckpointName::generation)
            .thenComparingInt(name -> name.attempt.length())
            .thenComparing(CheckpointName::attempt);

    public CheckpointName {
        requireWord("phase", phase);
        requireWord("attempt", attempt);
        if (step < 0 || generation < 0) {
            throw new IllegalArgumentException("checkpoint of step " + step + " and generation " + generation);
        }
    }

    /** The directory inside the run directory: {@code checkpoints/<phase>/<step>-g<generation>-<attempt>}. */
    public String path() {
        return ROOT + "/" + phase + "/" + step + "-g" + generation + "-" + attempt;
    }

    /** The path of the record that makes it a checkpoint. */
    public String manifestPath() {
        return path() + "/" + Manifest.FILE;
    }

    /** The name whose path this is; empty if it is the path of something else. */
    public static Optional<CheckpointName> ofPath(String path) {
        Matcher match = PATH.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        long step = Long.parseLong(match.group(2));
        long generation = Long.parseLong(match.group(3));
        CheckpointName name = new CheckpointName(match.group(1), step, generation, match.group(4));
        return Optional.of(name).filter(parsed -> parsed.path().equals(path));
    }

    /**
     * The name whose path this is.
     *
     * @throws IllegalArgumentException when it is the path of something else
     */
    public static CheckpointName parse(String path) {
        return ofPath(path)
                .orElseThrow(() -> new IllegalArgumentException("\"" + path
                        + "\" is not a checkpoint's directory; expected " + ROOT
                        + "/<phase>/<step>-g<generation>-<attempt>"));
    }

    @Override
    public int compareTo(CheckpointName other) {
        return ORDER.compare(this, other);
    }

    private static void requireWord(String what, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " \"" + value + "\" must be made of letters, digits, dots, dashes and underscores");
        }
    }
}
