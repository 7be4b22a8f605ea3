package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.testkit.TestData;

/** The interactive shell as people use it: keys that complete, interrupt and leave. */
class TerminalIT {
    private static final String PROMPT = "g! ";
    /** Deletes what was typed. */
    private static final String CLEAR = "\u0015";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

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
            shell.type(CLEAR + "explain --co\t").see("--colormap", "colour map (default jet)", "--confidence");
        }
    }

    @Test
    void ctrl_c_stops_an_explanation_and_the_shell_goes_on() throws Exception {
        try (Terminal shell = shell()) {
            shell.type("explain -M rise -O masks=1000000 chelsea.png\r").see("masks 1");
            shell.type(CTRL_C).see(PROMPT, "the maps known so far are written");
            assertThat(folder.resolve("saliency_maps/chelsea_Egyptian_cat_partial.jpg")).isNotEmptyFile();
            shell.type("(explain -o maps chelsea.png) maps | grep label\r").see("label=Egyptian_cat", PROMPT);
            assertThat(folder.resolve("maps/chelsea_Egyptian_cat.jpg")).isNotEmptyFile();
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
