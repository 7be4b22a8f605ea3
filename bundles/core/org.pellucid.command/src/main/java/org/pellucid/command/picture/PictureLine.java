package org.pellucid.command.picture;

import java.util.List;
import java.util.StringJoiner;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.Prediction;
import org.pellucid.console.Numbers;

/** A picture in one line, for a terminal through which many go by. */
public final class PictureLine {
    /** Further classes are counted. */
    private static final int MOST_CLASSES = 3;
    private static final String CUT = "...";

    private PictureLine() {
    }

    /** @return whether a picture of several is to take one line: people read a terminal, programs a pipe */
    public static boolean wanted(CommandCall call) {
        return call.caller().outTerminal() && !call.console().verbose();
    }

    /**
     * Prints {@code cat.png: tabby 0.52, lynx 0.31, 2 files}, cut at the width there is.
     *
     * @param out     receives the line
     * @param picture its name
     * @param classes to be named, most telling first
     * @param files   how many were written
     */
    public static void print(TextOutput out, String picture, List<Prediction> classes, int files) {
        StringJoiner line = new StringJoiner(", ", picture + ": ", "");
        for (Prediction each : classes.subList(0, Math.min(MOST_CLASSES, classes.size()))) {
            line.add(each.label() + " " + Numbers.fixed(each.probability(), 2));
        }
        if (classes.size() > MOST_CLASSES) {
            line.add(classes.size() - MOST_CLASSES + " more");
        }
        if (files > 0) {
            line.add(files + (files == 1 ? " file" : " files"));
        }
        String text = line.toString();
        out.line(
                text.length() <= out.width() ? text : text.substring(0, Math.max(0, out.width() - CUT.length())) + CUT);
    }
}
