package org.pellucid.command.manual;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.CommonOptions;

/** The manual page {@code pellucid(1)}, in the language of {@code man}. */
final class ManualPage {
    private static final List<String[]> VARIABLES = List.of(
            new String[] {"PELLUCID_OPTS",
                    "options for Java, with spaces between: -Xmx4g for more memory. They come last"
                            + " and win."},
            new String[] {"PELLUCID_MODELS", "more folders of models, with colons between."},
            new String[] {"PELLUCID_ETC", "folder of configuration instead of etc in the installation."},
            new String[] {"PELLUCID_PLUGINS", "folder of bundles to install in the shell, instead of plugins in the"
                    + " installation."},
            new String[] {"XDG_CACHE_HOME", "folder for what makes the next start faster; default ~/.cache."},
            new String[] {"JAVA_HOME", "the Java to use, unless one came with Pellucid; default is java on the PATH."});
    private static final List<String[]> CODES = List.of(new String[] {"0", "All is done."},
            new String[] {"1", "Some inputs failed, each is named, the rest is done."},
            new String[] {"2", "The command was used wrongly."},
            new String[] {"3", "The runtime, a model or a method could not be used."});

    private final StringBuilder out = new StringBuilder();

    private ManualPage() {
    }

    /**
     * @param commands all commands
     * @param version  of Pellucid
     * @return the page
     */
    static String of(SortedMap<String, Command> commands, String version) {
        ManualPage page = new ManualPage();
        page.line(".TH PELLUCID 1 \"\" \"pellucid " + text(version) + "\" \"User Commands\"");
        page.head(commands);
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            page.command(entry.getKey(), command);
        }
        page.line(".SH \"EXIT STATUS\"");
        CODES.forEach(page::item);
        page.line(".SH ENVIRONMENT");
        VARIABLES.forEach(page::item);
        return page.out.toString();
    }

    private void head(SortedMap<String, Command> commands) {
        line(".SH NAME");
        line("pellucid \\- shows with saliency maps what an OpenVINO classifier looks at");
        line(".SH SYNOPSIS");
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            line(".B pellucid " + text(entry.getKey()));
            paragraph(command.usage());
            line(".br");
        }
        line(".B pellucid \\-\\-version");
        line(".SH DESCRIPTION");
        paragraph("A saliency map shows which parts of a picture made an image classifier say what it said. Pellucid"
                + " makes such maps for models of OpenVINO, one command for each kind of work.");
        line(".SH COMMANDS");
    }

    private void command(String name, Command command) {
        line(".SS " + text(name));
        String summary = command.summary();
        paragraph(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".");
        if (!command.details().isEmpty()) {
            line(".PP");
            paragraph(command.details());
        }
        for (CommandOption option : CommonOptions.of(command)) {
            line(".TP");
            String letter = option.letter().isEmpty() ? "" : "\\fB" + text("-" + option.letter().get()) + "\\fR, ";
            String value = option.value().isPresent() ? " \\fI" + text(option.value().get()) + "\\fR" : "";
            line(letter + "\\fB" + text("--" + option.name()) + "\\fR" + value);
            paragraph(option.description());
        }
        if (!command.examples().isEmpty()) {
            line(".PP");
            line("Examples:");
            line(".PP");
            line(".nf");
            command.examples().forEach(this::paragraph);
            line(".fi");
        }
    }

    private void item(String[] item) {
        line(".TP");
        line(".B " + text(item[0]));
        paragraph(item[1]);
    }

    private void paragraph(String text) {
        text.lines().map(ManualPage::text).forEach(this::line);
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    /** Plain text, so that nothing in it is a request or an escape, and dashes can be searched for and copied. */
    private static String text(String plain) {
        StringBuilder escaped = new StringBuilder(plain.startsWith(".") ? "\\&" : "");
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq");
                default -> escaped.append(c < 128 ? Character.toString(c) : String.format("\\[u%04X]", c));
            }
        });
        return escaped.toString();
    }
}
