package org.pellucid.embedded;

import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.osgi.service.log.Logger;

/** The OSGi log that components write to, handed on to a {@link System.Logger}. */
final class SystemLog {
    /** Takes no line. */
    private static final System.Logger SILENT = new System.Logger() {
        @Override
        public String getName() {
            return "silent";
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            // nobody asked for it
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            // nobody asked for it
        }
    };

    private SystemLog() {
    }

    /** {@return a log that nobody sees} */
    static Logger silent() {
        return logger(SILENT);
    }

    static Logger logger(System.Logger target) {
        return (Logger) Proxy.newProxyInstance(SystemLog.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> log(target, method, arguments == null ? new Object[0] : arguments));
    }

    private static Object log(System.Logger target, Method method, Object[] arguments) {
        String name = method.getName();
        if (name.equals("getName") || name.equals("toString")) {
            return target.getName();
        }
        boolean question = name.startsWith("is") && name.endsWith("Enabled");
        Level level = level(question ? name.substring(2, name.length() - "Enabled".length()) : name);
        if (question) {
            return target.isLoggable(level);
        }
        if (target.isLoggable(level) && arguments.length > 0 && arguments[0] instanceof String format) {
            write(target, level, format, flat(arguments));
        }
        return null;
    }

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error", "audit" -> Level.ERROR;
            case "warn" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.DEBUG;
            default -> Level.TRACE;
        };
    }

    /** All after the format, whether it came one by one or as an array. */
    private static Object[] flat(Object[] arguments) {
        return arguments.length == 2 && arguments[1] instanceof Object[] several ? several
                : Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    /** A last argument that no {@code {}} stands for and that is a throwable is the cause, as in the OSGi log. */
    private static void write(System.Logger target, Level level, String format, Object[] values) {
        StringBuilder text = new StringBuilder();
        int used = 0;
        int from = 0;
        for (int at = format.indexOf("{}"); at >= 0 && used < values.length; at = format.indexOf("{}", from)) {
            text.append(format, from, at).append(values[used++]);
            from = at + 2;
        }
        text.append(format, from, format.length());
        if (used < values.length && values[values.length - 1] instanceof Throwable cause) {
            target.log(level, text.toString(), cause);
        } else {
            target.log(level, text.toString());
        }
    }
}
