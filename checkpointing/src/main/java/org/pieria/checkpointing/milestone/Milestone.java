package org.pieria.checkpointing.milestone;

import java.util.Locale;

/**
 * A point that every step, every change of the run's records or every handover passes. Passing one does nothing, unless the
 * process was started with {@code -Dpieria.milestones=DIRECTORY}: then {@link Trail} writes down when, and can end the
 * process there and then, as a test wishes.
 */
public enum Milestone {
    /** A worker learnt that its generation is over; the number is that of the next. */
    INTERRUPTED,
    /** A worker begins to prepare for a generation, whose number it is. */
    PREPARING,
    /** A worker is ready for a generation, whose number it is. */
    PREPARED,
    /** A step, by its number, has its data and is about to be computed. */
    BEFORE_COMPUTE,
    /** A step's slices are computed, none is sent. */
    AFTER_COMPUTE,
    /** A rank has summed a part of a step, and has not sent the sum to all. */
    MID_REDUCE,
    /** A step's sum is whole on this rank and not applied. */
    AFTER_REDUCE,
    /** A step is applied on this rank and not reported. */
    AFTER_APPLY,
    /** A worker has reported a step. */
    REPORT_SENT,
    /** Half of a state is on its way to a joiner; the number is the state's step. */
    STATE_HALF_SENT,
    /** A coordinator learnt that a worker's process is gone. */
    LOSS_NOTICED,
    /** A generation, by its number, is claimed. */
    CLAIM_WRITTEN,
    /** A generation's members are recorded. */
    ACTIVATION_WRITTEN,
    /** A row of steps.csv, by its step, is written and not synced. */
    ROW_UNSYNCED,
    /** A checkpoint's files are there, its manifest is not; the number is the step. */
    BEFORE_PUBLISH,
    /** A checkpoint's manifest is durable. */
    AFTER_PUBLISH;

    private static final Trail TRAIL = Trail.ofProcess();

    /**
     * Says that this point is passed. From any thread.
     *
     * @param number of the step or the generation, as the constant says; 0 where there is none
     */
    public void pass(long number) {
        TRAIL.passed(this, number);
    }

    /** The name in trails and on command lines, such as {@code after-apply}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
