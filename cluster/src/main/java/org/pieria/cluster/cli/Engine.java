package org.pieria.cluster.cli;

import java.io.PrintStream;
import java.nio.file.Path;

/** What the command line sets in motion. One implementation joins actors, workers and HTTP; tests have their own. */
public interface Engine {

    /** Runs a coordinator until its run has ended or it is told to stop; the answer is an exit code. */
    int coordinator(NodeOptions options) throws Exception;

    /** Runs a worker until it is dismissed or told to stop; the answer is an exit code. */
    int worker(NodeOptions options) throws Exception;

    /** Paints captions with the newest checkpoints of a run directory; the answer is an exit code. */
    int generate(GenerateOptions options) throws Exception;

    /** Edits a picture with the newest checkpoints of a run directory; the answer is an exit code. */
    int edit(EditOptions options) throws Exception;

    /** Judges the newest checkpoints of a run directory; the answer is an exit code. */
    int evaluate(EvaluateOptions options) throws Exception;

    /** Starts the media driver that the workers of one machine share; closing it ends it. */
    AutoCloseable dataPlane(Path folder) throws Exception;

    /** Writes the emoji data set as WebDataset shards. */
    void prepareEmoji(Path folder, PrintStream progress) throws Exception;
}
