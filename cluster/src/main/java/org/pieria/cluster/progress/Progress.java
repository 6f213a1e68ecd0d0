package org.pieria.cluster.progress;

import org.pieria.actors.view.RunEvent;

/** Shows a run to the person who started it. One thread. */
public interface Progress {

    /** Something happened. */
    void on(RunEvent event);

    /** A message of the launcher itself; stays visible. */
    void say(String message);

    /** Nothing more will come: leaves the terminal in order. */
    void end();
}
