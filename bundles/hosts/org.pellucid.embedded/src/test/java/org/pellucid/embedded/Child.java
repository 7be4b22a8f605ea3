package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own. */
final class Child {
    private static final long TOO_LONG_SECONDS = 120;

    private Child() {
    }

    /**
     * What it left.
     *
     * @param exitCode of the process
     * @param output   standard output
     * @param errors   standard error
     */
    record Printed(int exitCode, String output, String errors) {
    }

    /**
     * Runs a program to its end.
     *
     * @param folder    for what it prints
     * @param classPath of the program
     * @param main      class
     * @param arguments of the program
     */
    static Printed run(Path folder, String classPath, Class<?> main, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(TOO_LONG_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Printed(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
