package org.pieria.actors.view;

/**
 * The run at a glance.
 *
 * @param run its name
 * @param state where it stands
 * @param activity what is being done now, in words: {@code base step 120 of 900}, {@code tokenising}, {@code evaluating base}
 * @param problem why it failed or waits; empty if nothing is wrong
 * @param term the coordinator's term
 * @param generation the newest generation
 * @param windowTo the last step granted
 * @param contract the digest of the contract
 */
public record RunView(
        String run,
        RunState state,
        String activity,
        String problem,
        long term,
        long generation,
        long windowTo,
        String contract) {}
