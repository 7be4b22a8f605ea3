package org.pellucid.api.command.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.UsageException;

/** The parsed arguments of one call, read by option name and checked. An option given twice holds its last value. */
@ProviderType
public interface CommandArguments {
    /**
     * Tells whether an option was given.
     *
     * @param name of the option
     * @return whether it was given
     */
    boolean has(String name);

    /**
     * Reads a text.
     *
     * @param name of an option
     * @return its value, empty if the option was not given
     */
    Optional<String> text(String name);

    /**
     * Reads a text.
     *
     * @param name      of an option
     * @param byDefault if the option was not given
     * @return its value
     */
    default String text(String name, String byDefault) {
        return text(name).orElse(byDefault);
    }

    /**
     * Reads an option that may be given several times.
     *
     * @param name of the option
     * @return all values, in order
     */
    List<String> texts(String name);

    /**
     * Reads a number.
     *
     * @param name      of an option
     * @param byDefault if the option was not given
     * @param least     smallest value allowed
     * @param most      largest value allowed
     * @return its value
     * @throws UsageException if the value is no number or out of its range
     */
    double number(String name, double byDefault, double least, double most) throws UsageException;

    /**
     * Reads a whole number.
     *
     * @param name      of an option
     * @param byDefault if the option was not given
     * @param least     smallest value allowed
     * @param most      largest value allowed
     * @return its value
     * @throws UsageException if the value is no whole number or out of its range
     */
    long integer(String name, long byDefault, long least, long most) throws UsageException;

    /**
     * Reads a list of numbers.
     *
     * @param name of an option
     * @param size how many numbers there must be, if there is not one alone
     * @return the numbers, empty if the option was not given
     * @throws UsageException if there are more or fewer, or one is no finite number
     */
    Optional<List<Double>> numbers(String name, int size) throws UsageException;

    /**
     * Reads one of several choices.
     *
     * @param <E>       the choices
     * @param name      of an option
     * @param byDefault if the option was not given
     * @return the constant of that name, upper or lower case
     * @throws UsageException if there is none; the message lists them
     */
    <E extends Enum<E>> E choice(String name, E byDefault) throws UsageException;

    /** {@return what is no option, in order} */
    List<String> rest();

    /**
     * Refuses arguments that are no options.
     *
     * @throws UsageException if there are any
     */
    default void noRest() throws UsageException {
        if (!rest().isEmpty()) {
            throw new UsageException("takes no argument '" + rest().get(0) + "'");
        }
    }
}
