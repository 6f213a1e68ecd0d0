package org.pieria.checkpointing.run;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that holds a run directory until it is killed, or its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory directory = RunDirectory.existing(Path.of(arguments[0]));
        RunLock lock = directory.lock("process " + ProcessHandle.current().pid());
        System.out.println("held");
        System.out.flush();
        System.in.read();
        lock.close();
    }
}
