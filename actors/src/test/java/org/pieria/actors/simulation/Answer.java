package org.pieria.actors.simulation;

/** Who asked an engine for something hears one of the two. */
interface Answer<T> {

    void done(T result);

    void failed(RuntimeException reason);
}
