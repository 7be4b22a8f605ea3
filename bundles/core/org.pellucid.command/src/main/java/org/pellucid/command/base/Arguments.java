package org.pellucid.command.base;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.console.Numbers;
import org.pellucid.console.spelling.Spelling;

/** Arguments as Commons CLI parses them. */
public final class Arguments implements CommandArguments {
    private final CommandLine line;

    private Arguments(CommandLine line) {
        this.line = line;
    }

    /**
     * @param command   whose arguments these are
     * @param arguments as given, without the command's name
     * @return the parsed arguments
     * @throws UsageException if an option is unknown or lacks its value
     */
    public static Arguments parse(Command command, String... arguments) throws UsageException {
        DefaultParser parser = DefaultParser.builder().setAllowPartialMatching(false)
                .setStripLeadingAndTrailingQuotes(false).get();
        try {
            return new Arguments(parser.parse(options(command), arguments, command.passesArguments()));
        } catch (UnrecognizedOptionException e) {
            throw new UsageException(unknown(command, e.getOption()), e);
        } catch (MissingArgumentException e) {
            throw new UsageException("option " + spell(e.getOption()) + " needs a value", e);
        } catch (ParseException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static Options options(Command command) {
        Options options = new Options();
        for (CommandOption option : CommonOptions.of(command)) {
            options.addOption(Option.builder(option.letter().orElse(null)).longOpt(option.name())
                    .hasArg(option.value().isPresent()).get());
        }
        return options;
    }

    private static String unknown(Command command, String given) {
        List<String> names = CommonOptions.of(command).stream().map(option -> "--" + option.name()).toList();
        return "unknown option " + given + Spelling.of(given, names);
    }

    private static String spell(Option option) {
        return "--" + option.getLongOpt();
    }

    @Override
    public boolean has(String name) {
        return line.hasOption(name);
    }

    @Override
    public Optional<String> text(String name) {
        String[] values = line.getOptionValues(name);
        return values == null ? Optional.empty() : Optional.of(values[values.length - 1]);
    }

    @Override
    public List<String> texts(String name) {
        String[] values = line.getOptionValues(name);
        return values == null ? List.of() : List.of(values);
    }

    @Override
    public double number(String name, double byDefault, double least, double most) throws UsageException {
        String text = text(name).orElse(null);
        return text == null ? byDefault : number("--" + name, text, least, most);
    }

    /** The same for a text that is part of an option's value. */
    static double number(String what, String text, double least, double most) throws UsageException {
        double value;
        try {
            value = Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new UsageException(what + " " + text + ": not a number", e);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new UsageException(what + " " + text + ": must be finite");
        }
        if (value < least || value > most) {
            throw new UsageException(
                    what + " " + text + ": must lie in " + Numbers.plain(least) + ".." + Numbers.plain(most));
        }
        return value;
    }

    @Override
    public long integer(String name, long byDefault, long least, long most) throws UsageException {
        String text = text(name).orElse(null);
        return text == null ? byDefault : integer("--" + name, text, least, most);
    }

    static long integer(String what, String text, long least, long most) throws UsageException {
        long value;
        try {
            value = Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new UsageException(what + " " + text + ": not a whole number", e);
        }
        if (value < least || value > most) {
            String range = most == Long.MAX_VALUE ? "at least " + least : "in " + least + ".." + most;
            throw new UsageException(what + " " + text + ": must be " + range);
        }
        return value;
    }

    @Override
    public Optional<List<Double>> numbers(String name, int size) throws UsageException {
        String text = text(name).orElse(null);
        return text == null ? Optional.empty() : Optional.of(numbers(name, text, size));
    }

    /** Reads a list of numbers from one of several values of an option. */
    public static List<Double> numbers(String name, String text, int size) throws UsageException {
        String[] parts = text.split(",", -1);
        if (parts.length != size && parts.length != 1) {
            throw new UsageException("--" + name + " " + text + ": needs " + size
                    + " numbers with commas between, or one for all");
        }
        Double[] values = new Double[parts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number("--" + name, parts[i], -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return List.of(values);
    }

    @Override
    public <E extends Enum<E>> E choice(String name, E byDefault) throws UsageException {
        String text = text(name).orElse(null);
        if (text == null) {
            return byDefault;
        }
        E[] choices = byDefault.getDeclaringClass().getEnumConstants();
        StringBuilder list = new StringBuilder();
        for (E choice : choices) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
            list.append(list.isEmpty() ? "" : ", ").append(choice.name().toLowerCase(Locale.ROOT));
        }
        throw new UsageException("--" + name + " " + text + ": must be one of " + list);
    }

    @Override
    public List<String> rest() {
        return line.getArgList();
    }
}
