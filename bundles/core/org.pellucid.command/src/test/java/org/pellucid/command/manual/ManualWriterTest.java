package org.pellucid.command.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.CommonOptions;

class ManualWriterTest {
    @TempDir
    private Path share;
    private Path manual;
    private Path bash;
    private Path zsh;

    @BeforeEach
    void write() throws IOException {
        ManualWriter.main(new String[] {share.toString(), "1.2.3"});
        manual = share.resolve("man/man1/pellucid.1");
        bash = share.resolve("bash-completion/completions/pellucid");
        zsh = share.resolve("zsh/site-functions/_pellucid");
    }

    /** What a program prints; it must print nothing else. */
    private String run(String... line) throws IOException, InterruptedException {
        Path errors = share.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(line).directory(share.toFile()).redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(errors).content().isEmpty();
        return printed;
    }

    private static void assume(String program) {
        assumeTrue(Stream.of("/usr/bin", "/bin").anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                "skipped: no " + program);
    }

    /** What Bash offers for the last of these words. */
    private List<String> offered(String... words) throws Exception {
        String call = "source '" + bash + "'; COMP_WORDS=(pellucid '" + String.join("' '", words)
                + "'); COMP_CWORD=" + words.length + "; _pellucid; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return run("bash", "-uc", call).lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void bash_offers_every_command_and_option() throws Exception {
        assertThat(offered("")).containsAll(ClassPathCommands.all().keySet()).contains("--version");
        for (Map.Entry<String, Command> entry : ClassPathCommands.all().entrySet()) {
            Command command = entry.getValue();
            assertThat(offered(entry.getKey(), "-")).as(entry.getKey())
                    .containsExactlyElementsOf(CommonOptions.of(command).stream().flatMap(
                            option -> Stream.of(option.letter().map(letter -> "-" + letter).orElse(""),
                                    "--" + option.name()))
                            .filter(word -> !word.isEmpty()).toList());
        }
    }

    @Test
    void bash_offers_files_and_folders() throws Exception {
        Files.createFile(share.resolve("a b.png"));
        Files.createDirectory(share.resolve("a c"));
        assertThat(offered("explain", "a")).containsExactlyInAnyOrder("a b.png", "a c");
        assertThat(offered("explain", "--output", "a")).containsExactly("a c");
        assertThat(offered("expl")).containsExactly("explain");
        assertThat(offered("nothing", "a")).isEmpty();
        assertThat(run("bash", "-c", "source '" + bash + "'; complete -p pellucid"))
                .isEqualTo("complete -F _pellucid pellucid\n");
    }

    @Test
    void the_z_shell_knows_every_command_and_option() throws Exception {
        for (Map.Entry<String, Command> entry : ClassPathCommands.all().entrySet()) {
            Command command = entry.getValue();
            assertThat(zsh).content().contains("    '" + entry.getKey() + ":", "        " + entry.getKey() + ")\n");
            for (CommandOption option : CommonOptions.of(command)) {
                assertThat(zsh).content().contains("--" + option.name());
            }
        }
    }

    @Test
    void the_z_shell_reads_it() throws Exception {
        assume("zsh");
        assertThat(run("zsh", "-f", "-n", zsh.toString())).isEmpty();
    }

    @Test
    void the_manual_names_every_command_and_option() throws Exception {
        assume("groff");
        String page = run("groff", "-man", "-Tutf8", "-ww", "-P-c", "-rLL=300n", manual.toString())
                .replaceAll(".\b", "");
        assertThat(page).contains("pellucid 1.2.3", "PELLUCID_OPTS", "EXIT STATUS");
        for (Map.Entry<String, Command> entry : ClassPathCommands.all().entrySet()) {
            Command command = entry.getValue();
            assertThat(page).contains("   " + entry.getKey() + "\n");
            for (CommandOption option : CommonOptions.of(command)) {
                assertThat(page).contains("--" + option.name())
                        .contains(option.description().replaceAll(" .*", ""));
            }
            for (String example : command.examples()) {
                assertThat(page).contains(example.replaceAll("  +# .*", ""));
            }
        }
    }
}
