package org.pieria.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.config.Configuration;
import org.pieria.cluster.config.Presets;

class ChildCommandsTest {

    @TempDir
    Path directory;

    @Test
    void givesEachChildItsNameHeapPortAndFolder() {
        try (SharedMemory memory = SharedMemory.claim(directory, 42)) {
            Ports ports = new Ports(List.of(25520), List.of(25521, 25522));

            List<ChildSpec> children = new ChildCommands(plan(), memory, new Heaps(300, 700), ports).all("the.Main");

            assertThat(children).extracting(ChildSpec::name).containsExactly("coordinator-1", "worker-1", "worker-2");
            assertThat(children.get(2).command())
                    .contains("-Xmx700m", "-Daeron.dir=" + directory.resolve("pieria-42/worker-2"), "the.Main", "node")
                    .containsSequence("--role", "worker", "--name", "worker-2", "--parent-pipe")
                    .containsSequence("--set", "cluster.port=25522", "--set", "http.port=0")
                    .containsSubsequence(JvmFlags.of(Runtime.version().feature()));
            assertThat(children.get(0).command()).contains("-Xmx300m").doesNotContain("http.port=0");
        }
    }

    @Test
    void fillsInWhatThePersonLeftOpen() {
        try (SharedMemory memory = SharedMemory.claim(directory, 42)) {
            Ports ports = new Ports(List.of(25520), List.of(25521, 25522));

            Configuration filled = plan().forChildren(ports, memory, 8);

            assertThat(filled.pieria().getInt("workers.lanes")).isEqualTo(4);
            assertThat(filled.pieria().getBoolean("cluster.autostart")).isTrue();
            assertThat(filled.pieria().getStringList("cluster.seeds"))
                    .containsExactly("127.0.0.1:25520", "127.0.0.1:25521", "127.0.0.1:25522");
            assertThat(filled.contract()).isEqualTo(plan().configuration().contract());
        }
    }

    @Test
    void theStartScriptHasTheSameFlags() throws IOException {
        String script = Files.readString(Path.of("..", "pieria"));

        assertThat(JvmFlags.of(25)).allSatisfy(flag -> assertThat(script).contains(flag));
        assertThat(JvmFlags.of(17)).doesNotContain("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void removesWhatDeadLaunchersLeftAndNothingElse() throws IOException {
        Path dead = directory.resolve("pieria-999999999");
        Files.createDirectories(dead.resolve("worker-1/data"));
        Path living = Files.createDirectories(
                directory.resolve("pieria-" + ProcessHandle.current().pid()));
        Path foreign = Files.createDirectories(directory.resolve("pieria-of-somebody"));

        SharedMemory.claim(directory, 42).close();

        assertThat(dead).doesNotExist();
        assertThat(living).exists();
        assertThat(foreign).exists();
        assertThat(directory.resolve("pieria-42")).doesNotExist();
    }

    @Test
    void choosesDifferentPorts() {
        Ports ports = Ports.choose("127.0.0.1", 0, 2, 3);

        assertThat(ports.coordinators()).hasSize(2).doesNotContainAnyElementsOf(ports.workers());
        assertThat(ports.workers()).hasSize(3).doesNotHaveDuplicates();
    }

    private LaunchPlan plan() {
        Configuration configuration = Configuration.load(new Presets(Path.of("")), "", List.of());
        return new LaunchPlan(configuration, new RunFolder(directory.resolve("run")), 1, "again");
    }
}
