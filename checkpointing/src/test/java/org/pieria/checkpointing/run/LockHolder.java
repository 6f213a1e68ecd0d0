package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that holds a run directory until it is killed, or its input ends. */
final class LockHolder {

    private LockHolder() {}

    /**
     * Says whether it holds the directory.
     *
     * @param arguments the directory, and the name of a cluster
     */
    @SuppressWarnings("try") // the lock is only held
    public static void main(String[] arguments) throws IOException {
        RunDirectory directory = RunDirectory.existing(Path.of(arguments[0]));
        String process = "process " + ProcessHandle.current().pid();
        try (RunLock lock = directory.lock(new RunLock.User(arguments[1], process))) {
            say("held");
            System.in.read();
        } catch (RunInUse inUse) {
            say("refused");
        }
    }

    private static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
