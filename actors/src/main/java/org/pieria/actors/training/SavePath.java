package org.pieria.actors.training;

/** Where a checkpoint's files lie: unique to one attempt of one generation, so that no two writers ever meet. */
final class SavePath {

    private SavePath() {}

    static String of(String phase, long step, long generation, int attempt) {
        return "checkpoints/" + phase + "/" + step + "-g" + generation + "-" + attempt;
    }
}
