package org.pellucid.command.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.command.base.DescribedCommand;

/** Makes one file of the tables of a run. */
abstract class TableCommand extends DescribedCommand {
    private static final String OUTPUT = "output";
    private static final String OVERWRITE = "overwrite";

    private final String product;
    private final String standard;

    /**
     * Describes the command.
     *
     * @param group    it is listed in
     * @param summary  one line
     * @param product  what it makes
     * @param standard name of the file where none is asked for
     * @param examples whole calls
     */
    TableCommand(CommandGroup group, String summary, String product, String standard, String... examples) {
        super(group, "[options] ROWS|FOLDER...", summary, examples);
        this.product = product;
        this.standard = standard;
    }

    @Override
    public List<CommandOption> options() {
        return new ArrayList<>(
                List.of(CommandOption.value("o", OUTPUT, "FILE", "the " + product + " (default ./" + standard + ")"),
                        CommandOption.flag(OVERWRITE, "replace a " + product + " that is there")));
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> typed = call.arguments().rest();
        if (typed.isEmpty()) {
            throw new UsageException("no table given");
        }
        String shown = call.arguments().text(OUTPUT, standard);
        Path output = call.path(shown);
        if (Files.exists(output) && !call.arguments().has(OVERWRITE)) {
            throw new UsageException(shown + " is there already: name another file with --output, or use --overwrite");
        }
        List<Path> tables = new ArrayList<>();
        for (String each : typed) {
            tables.addAll(RowFiles.tables(call.path(each), each));
        }
        return make(call, tables, shown, output);
    }

    /** Makes the file. */
    abstract Made make(CommandCall call, List<Path> tables, String shown, Path output)
            throws PellucidException, InterruptedException;

    /**
     * What was made.
     *
     * @param file       as the caller wrote it
     * @param pictures   in it
     * @param rows       in it
     * @param failed     pictures that could not be used
     * @param incomplete pictures that were left out, since their rows are not whole
     */
    record Made(String file, long pictures, long rows, long failed, long incomplete) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(file, ": ", pictures, " pictures, ", rows, " rows, ", failed, " failed");
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("file").value(file);
            out.name("pictures").value(pictures);
            out.name("rows").value(rows);
            out.name("failed").value(failed);
            out.name("incomplete").value(incomplete);
        }

        @Override
        public int exitCode() {
            return incomplete == 0 ? CommandResult.DONE : CommandResult.INPUT;
        }
    }
}
