package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.testkit.TestData;

/** The interactive shell as people use it: keys that complete, interrupt and leave. */
class TerminalIT {
    private static final String PROMPT = "pellucid> ";
    /** Deletes what was typed. */
    private static final String CLEAR = "\u0015";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String WRITTEN = "the maps known so far are written";
    private static final int INTERRUPTIONS = 50;
    private static final int LATEST_MILLIS = 1_500;

    @TempDir
    private Path folder;

    private Terminal shell() throws Exception {
        Files.copy(TestData.sample("chelsea.png"), folder.resolve("chelsea.png"));
        return new Terminal(folder, "rows 50 cols 160", Command.in(folder).line("shell")).see(PROMPT);
    }

    @Test
    void what_may_follow_is_completed() throws Exception {
        try (Terminal shell = shell()) {
            completes(shell, "metho", "methods");
            completes(shell, "explain --thr", "--threshold");
            completes(shell, "explain -M vit", "vit-reciprocam");
            completes(shell, "evaluate -M rise,vit", "rise,vit-reciprocam");
            completes(shell, "explain -O mas", "masks=");
            completes(shell, "explain -t tabby,Egy", "tabby,Egyptian_cat");
            completes(shell, "explain -d CP", "CPU");
            completes(shell, "explain -m efficientn", "efficientnet-lite0");
            completes(shell, "explain -f jpg,np", "jpg,npy");
            completes(shell, "explain --colormap virid", "viridis");
            completes(shell, "evaluate --metric pointing-game,dele", "pointing-game,deletion");
            completes(shell, "interpret shap", "shapes:");
            completes(shell, "metrics point", "pointing-game");
            completes(shell, "bundles --why org.pellucid.method.ri", "org.pellucid.method.rise");
            completes(shell, "explain chel", "chelsea.png");
        }
    }

    private static void completes(Terminal shell, String typed, String word) throws Exception {
        String last = typed.substring(typed.lastIndexOf(' ') + 1);
        shell.type(CLEAR + typed).see(last);
        // Only what the key adds is printed then.
        shell.type("\t").see(word.substring(last.length()));
    }

    @Test
    void several_that_may_follow_are_listed() throws Exception {
        try (Terminal shell = shell()) {
            shell.type("explain -M \t").see("activation-map", "aise", "auto", "reciprocam", "rise", "vit-reciprocam");
            shell.type(CLEAR + "explain --co\t").see("--colormap", "(colour map: ", "--confidence");
        }
    }

    @Test
    void ctrl_c_stops_an_explanation_and_the_shell_goes_on() throws Exception {
        try (Terminal shell = shell()) {
            shell.type("explain -M rise -O masks=1000000 chelsea.png\r").see("masks 1");
            shell.type(CTRL_C).see(PROMPT, WRITTEN);
            assertThat(folder.resolve("saliency_maps/chelsea_Egyptian_cat_partial.jpg")).isNotEmptyFile();
            shell.type("(explain -o maps chelsea.png) maps\r").see("saliency map of Egyptian_cat", PROMPT);
            assertThat(folder.resolve("maps/chelsea_Egyptian_cat.jpg")).isNotEmptyFile();
        }
    }

    /** An interruption may come while something is printed, which once closed the shell's output for ever. */
    @Test
    void the_shell_outlives_fifty_interruptions() throws Exception {
        long seed = Long.getLong("pellucid.test.seed", 20_261_124);
        System.out.println("moments of Ctrl-C: -Dpellucid.test.seed=" + seed);
        Random random = new Random(seed);
        int partial = 0;
        try (Terminal shell = shell()) {
            for (int i = 0; i < INTERRUPTIONS; i++) {
                // Until the line is taken, Ctrl-C means to drop it.
                shell.type("explain -M rise -O masks=20000 chelsea.png\r").see("\n");
                int moment = random.nextInt(LATEST_MILLIS);
                Thread.sleep(moment);
                shell.type(CTRL_C).see(PROMPT);
                String answer = shell.unread();
                String when = "Ctrl-C " + i + " after " + moment + " ms: " + answer;
                assertThat(answer.substring(0, answer.indexOf(PROMPT))).as(when).contains("interrupted");
                assertThat(answer).as(when).doesNotContain("Exception");
                partial += answer.contains(WRITTEN) ? 1 : 0;
                shell.type("echo alive-" + i + "\r").see("\nalive-" + i + "\r\n", PROMPT);
            }
        }
        assertThat(partial).as("of them while masks were tried").isGreaterThan(INTERRUPTIONS / 4);
    }

    /** The terminal's width ends each line that would be longer. */
    @Test
    void many_pictures_take_one_line_each() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures/a-folder-with-a-name-of-some-length"));
        for (String name : List.of("chelsea.png", "coffee.png")) {
            Files.copy(TestData.sample(name), pictures.resolve(name));
        }
        List<String> line = new ArrayList<>(Command.in(folder).line("explain", "-t", "top:5", "pictures/**/*.png"));
        line.addAll(line.indexOf("-cp"), List.of("-Dpellucid.screen=true", "-Dpellucid.width=50"));
        assertThat(lines(line)).contains("pictures/a-folder-with-a-name-of-some-length/ch...")
                .contains("2 pictures, 10 maps, 0 failed").noneMatch(each -> each.contains("chelsea_"));
        line.add("--verbose");
        assertThat(lines(line)).anyMatch(each -> each.contains("chelsea_Egyptian_cat.jpg"));
    }

    private List<String> lines(List<String> command) throws Exception {
        try (Terminal terminal = new Terminal(folder, "rows 50 cols 200", command)) {
            assertThat(terminal.exitCode()).as(terminal.unread()).isZero();
            return terminal.unread().lines().map(each -> each.replaceFirst(", \\d+\\.\\d s$", "")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit\r", "quit\r", CTRL_D})
    void it_is_left_without_trouble(String keys) throws Exception {
        try (Terminal shell = shell()) {
            shell.type(keys);
            assertThat(shell.exitCode()).as(shell.unread()).isZero();
            assertThat(shell.unread()).doesNotContain("pellucid:");
        }
    }
}
