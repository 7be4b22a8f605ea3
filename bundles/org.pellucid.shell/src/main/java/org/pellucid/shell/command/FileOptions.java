package org.pellucid.shell.command;

import java.util.List;
import org.apache.commons.cli.Options;
import org.pellucid.api.UsageException;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.shell.base.Arguments;
import org.pellucid.shell.base.CommonOptions;

/** The options that say which files are written and how maps are painted: shared by the commands that write maps. */
final class FileOptions {
    static final String OUTPUT = "output";
    static final String FORMAT = "format";
    static final String COLORMAP = "colormap";

    private FileOptions() {
    }

    static void add(Options options, String folder) {
        options.addOption(CommonOptions.value("o", OUTPUT, "DIR", "folder of the files (default ./" + folder + ")"));
        options.addOption(CommonOptions.value("f", FORMAT, "LIST",
                "file formats with commas between, see 'pellucid renderers' (default jpg)"));
        options.addOption(CommonOptions.flag(null, "no-overlay", "write the coloured map alone"));
        options.addOption(CommonOptions.value(null, COLORMAP, "NAME", "colour map (default jet)"));
        options.addOption(CommonOptions.value(null, "weight", "W",
                "of the map in the overlay, 0..1; the picture has the rest (default 0.5)"));
        options.addOption(CommonOptions.flag(null, "no-resize",
                "write the map in its own size, without the picture below"));
    }

    /** The folder as it was typed. */
    static String output(Arguments arguments, String folder) throws UsageException {
        String output = arguments.text(OUTPUT, folder);
        if (output.isEmpty()) {
            throw new UsageException("--output: the folder's name is empty");
        }
        return output;
    }

    static List<String> formats(Arguments arguments) throws UsageException {
        return ModelOptions.list(FORMAT, arguments.text(FORMAT, "jpg"));
    }

    static RenderOptions painting(Arguments arguments) throws UsageException {
        return new RenderOptions(!arguments.has("no-overlay"), !arguments.has("no-resize"),
                arguments.text(COLORMAP, RenderOptions.DEFAULTS.colormap()),
                arguments.number("weight", RenderOptions.DEFAULTS.weight(), 0, 1));
    }
}
