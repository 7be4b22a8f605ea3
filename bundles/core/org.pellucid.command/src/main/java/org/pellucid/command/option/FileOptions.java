package org.pellucid.command.option;

import java.util.List;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.RendererEntry;

/** The options that say which files are written and how maps are painted: shared by the commands that write maps. */
public final class FileOptions {
    public static final String OUTPUT = "output";
    public static final String FORMAT = "format";
    public static final String COLORMAP = "colormap";

    private static final String OWN = "own";
    private static final String SHARED = "shared";

    /** List<CommandOption> are described before there is an image service to ask. */
    public static final String COLORMAPS = "autumn, bone, cividis, cool, deepgreen, diverging, hot, hsv, inferno, jet, magma, ocean,"
            + " parula, pink, plasma, rainbow, spring, summer, turbo, twilight, twilight_shifted, viridis, winter";

    private FileOptions() {
    }

    public static void add(List<CommandOption> options, String folder) {
        options.add(CommandOption.value("o", OUTPUT, "DIR", "folder of the files (default ./" + folder + ")"));
        options.add(CommandOption.value("f", FORMAT, "LIST",
                "file formats with commas between, see 'pellucid renderers' (default jpg)")
                .completedBy(line -> line.inList(line.service(ExplanationFiles.class).formats().stream()
                        .map(RendererEntry::format).toList())));
        options.add(CommandOption.flag("no-overlay", "write the coloured map alone"));
        options.add(CommandOption.value(COLORMAP, "NAME", "colour map: " + COLORMAPS
                + " (default jet); cividis and viridis are safe for colour-blind eyes, see 'pellucid colormaps'")
                .completedBy(line -> line.service(ImageService.class).colormaps()));
        options.add(CommandOption.value("style", "NAME",
                "colours, or contour: a line around the 20 % of the picture with the highest values (default colours);"
                        + " for jpg and png")
                .completedBy(Completer.of("colours", "contour")));
        options.add(CommandOption.value("weight", "W",
                "of the map in the overlay, 0..1; the picture has the rest (default 0.5)"));
        options.add(CommandOption.flag("no-resize",
                "write the map in its own size, without the picture below"));
        options.add(CommandOption.flag("legend",
                "write below the map what its colours mean; for jpg and png, pages and reports always have a legend"));
        options.add(CommandOption.flag("caption",
                "write class and probability into the upper left corner; for jpg and png"));
    }

    /** The folder as it was typed. */
    public static String output(CommandCall call, String folder) throws UsageException {
        String output = call.arguments().text(OUTPUT, folder);
        if (output.isEmpty()) {
            throw new UsageException("--output: the folder's name is empty");
        }
        return call.shown(output);
    }

    public static List<String> formats(CommandArguments arguments) throws UsageException {
        return ModelOptions.list(FORMAT, arguments.text(FORMAT, "jpg"));
    }

    public static RenderOptions painting(CommandArguments arguments) throws UsageException {
        boolean overlay = !arguments.has("no-overlay");
        boolean resize = !arguments.has("no-resize");
        MapStyle style = arguments.choice("style", RenderOptions.DEFAULTS.style());
        if (style == MapStyle.CONTOUR && !(overlay && resize)) {
            throw new UsageException("--style contour draws on the picture: leave out "
                    + (overlay ? "--no-resize" : "--no-overlay"));
        }
        return RenderOptions.builder().overlay(overlay).resize(resize).style(style)
                .colormap(arguments.text(COLORMAP, RenderOptions.DEFAULTS.colormap()))
                .weight(arguments.number("weight", RenderOptions.DEFAULTS.weight(), 0, 1))
                .legend(arguments.has("legend")).caption(arguments.has("caption")).build();
    }

    /** Returns whether the text names the scale of maps, and not the divisors of a preprocessing. */
    static boolean isMapScale(String text) {
        return text.equalsIgnoreCase(OWN) || text.equalsIgnoreCase(SHARED);
    }

    /** Returns whether all maps of a picture are shown on one scale. */
    public static boolean sharesScale(CommandArguments arguments) {
        List<String> named = arguments.texts(ModelOptions.SCALE).stream().filter(FileOptions::isMapScale).toList();
        return !named.isEmpty() && named.get(named.size() - 1).equalsIgnoreCase(SHARED);
    }
}
