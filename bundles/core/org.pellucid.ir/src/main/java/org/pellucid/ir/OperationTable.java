package org.pellucid.ir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of OpenVINO's opsets: how an IR spells them, how many inputs each reads and how many outputs it has.
 * The runtime looks names up without regard to case, and so does this table.
 */
final class OperationTable {
    /**
     * An operation.
     *
     * @param type    as an IR spells it
     * @param inputs  how many, over all opsets
     * @param outputs how many, over all opsets
     */
    record Operation(String type, Count inputs, Count outputs) {
    }

    /** A number of ports from {@code least} to {@code most}. */
    record Count(int least, int most) {
        static Count parse(String text) {
            String[] ends = text.split("\\.\\.");
            String last = ends[ends.length - 1];
            return new Count(Integer.parseInt(ends[0]),
                    last.equals("*") ? Integer.MAX_VALUE : Integer.parseInt(last));
        }

        boolean contains(int number) {
            return least <= number && number <= most;
        }

        @Override
        public String toString() {
            if (most == Integer.MAX_VALUE) {
                return "at least " + least;
            }
            return least == most ? Integer.toString(least) : least + " to " + most;
        }
    }

    private static final Map<String, Operation> OPERATIONS = read();

    private OperationTable() {
    }

    private static Map<String, Operation> read() {
        Map<String, Operation> operations = new HashMap<>(512);
        try (InputStream table = OperationTable.class.getResourceAsStream("operations.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    operations.put(key(words[0]),
                            new Operation(words[0], Count.parse(words[1]), Count.parse(words[2])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("operations.txt in the bundle of " + OperationTable.class, e);
        }
        return operations;
    }

    private static String key(String type) {
        return type.toUpperCase(Locale.ROOT);
    }

    /** @return the operation, if it belongs to an opset */
    static Optional<Operation> find(String type) {
        return Optional.ofNullable(OPERATIONS.get(key(type)));
    }

    /** @return the type as the opsets spell it; a type unknown to them stays as it is */
    static String spelled(String type) {
        return find(type).map(Operation::type).orElse(type);
    }
}
