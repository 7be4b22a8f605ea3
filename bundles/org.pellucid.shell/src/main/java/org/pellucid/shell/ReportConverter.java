package org.pellucid.shell;

import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;
import org.pellucid.shell.base.Report;

/** Prints the values commands return in Gogo. */
@Component(service = Converter.class, property = Converter.CONVERTER_CLASSES + "=org.pellucid.shell.base.Report")
public final class ReportConverter implements Converter {
    @Override
    public Object convert(Class<?> desiredType, Object in) {
        return desiredType == String.class && in instanceof Report report ? text(report).toString() : null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        if (!(target instanceof Report report)) {
            return null;
        }
        CharSequence text = text(report);
        if (level == INSPECT) {
            return text;
        }
        String whole = text.toString();
        int end = whole.indexOf('\n');
        return end < 0 ? whole : whole.substring(0, end) + " ...";
    }

    /** Without the last line's end, which Gogo adds. */
    private static CharSequence text(Report report) {
        StringBuilder text = new StringBuilder();
        report.print(text);
        if (!text.isEmpty() && text.charAt(text.length() - 1) == '\n') {
            text.setLength(text.length() - 1);
        }
        return text;
    }
}
