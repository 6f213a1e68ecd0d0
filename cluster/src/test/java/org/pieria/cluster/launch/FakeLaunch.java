package org.pieria.cluster.launch;

import java.nio.file.Path;
import java.util.List;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;
import org.pieria.cluster.exit.ExitException;
import org.pieria.cluster.progress.PlainProgress;
import org.pieria.cluster.progress.Progress;

/** A launcher whose nodes are fakes; its main method makes it a process of its own, to be sent signals. */
final class FakeLaunch {

    private FakeLaunch() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(Path.of(arguments[0]), new PlainProgress(System.out, System::nanoTime)));
        } catch (ExitException e) {
            System.out.println(e.getMessage());
            System.exit(e.code());
        }
    }

    static int run(Path directory, Progress progress) {
        Configuration configuration =
                Configuration.load(new Presets(directory), "", List.of("http.port=0", "cluster.workers=1"));
        LaunchPlan plan = new LaunchPlan(configuration, new RunFolder(directory), 1, "pieria train fake");
        return new Launcher(Machine.local(), folder -> () -> {}, progress, FakeNode.class.getName()).run(plan);
    }
}
