package org.pellucid.shell;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.command.CommandResult;
import org.pellucid.console.Lines;
import org.pellucid.console.Printable;

/** Prints the values that commands return, and what these hold, in Gogo. */
@Component(service = Converter.class, property = {
        Converter.CONVERTER_CLASSES + "=org.pellucid.api.command.CommandResult",
        Converter.CONVERTER_CLASSES + "=org.pellucid.api.explain.Classification",
        Converter.CONVERTER_CLASSES + "=org.pellucid.api.explain.Explanation",
        Converter.CONVERTER_CLASSES + "=org.pellucid.api.explain.Prediction",
        Converter.CONVERTER_CLASSES + "=org.pellucid.api.explain.SaliencyMap"})
public final class ResultConverter implements Converter {
    private static final String OURS = "org.pellucid.";

    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof CommandResult report ? text(report) : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (!(target instanceof CommandResult report)) {
            // Gogo asks every converter about everything.
            return target.getClass().getName().startsWith(OURS) ? Printable.of(target.toString()) : null;
        }
        String text = text(report);
        if (level == INSPECT) {
            return text;
        }
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end) + " ...";
    }

    /** Without the last line's end, which Gogo adds. */
    private static String text(CommandResult report) {
        Lines lines = Lines.plain();
        report.print(lines);
        String text = lines.toString();
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
