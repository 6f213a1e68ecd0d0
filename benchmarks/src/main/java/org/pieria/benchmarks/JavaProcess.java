package org.pieria.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Another Java process with the flags and the class path of this one. */
final class JavaProcess {

    private JavaProcess() {}

    static List<String> command(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Its error output joins that of this process. */
    static ProcessBuilder of(Class<?> main, Object... arguments) {
        return new ProcessBuilder(command(main, arguments)).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
