package org.pellucid.command.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.pellucid.api.command.spi.Command;

/**
 * Writes the manual page and the completion of Bash and the Z shell, made from what the commands say of themselves,
 * where a system looks for them below {@code share}. The build of the distribution runs it.
 */
public final class ManualWriter {
    private ManualWriter() {
    }

    /**
     * Writes the files.
     *
     * @param arguments the folder {@code share}, and Pellucid's version
     * @throws IOException if they cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        SortedMap<String, Command> commands = ClassPathCommands.all();
        write(share.resolve("man/man1/pellucid.1"), ManualPage.of(commands, arguments[1]));
        write(share.resolve("bash-completion/completions/pellucid"), BashCompletion.of(commands));
        write(share.resolve("zsh/site-functions/_pellucid"), ZshCompletion.of(commands));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
