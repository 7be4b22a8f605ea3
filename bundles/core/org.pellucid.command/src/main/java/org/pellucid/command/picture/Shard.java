package org.pellucid.command.picture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pellucid.api.UsageException;
import org.pellucid.files.Sha256;

/**
 * One of several parts of the pictures, for machines or jobs that share the work. A picture's file name decides in
 * which part it is, whatever other pictures there are.
 *
 * @param part  from 1
 * @param parts how many there are
 */
record Shard(int part, int parts) {
    /** All pictures. */
    static final Shard WHOLE = new Shard(1, 1);
    private static final Pattern TYPED = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final int HEX = 16;
    private static final int DIGITS = 12;

    /** @param typed {@code I/N} */
    static Shard parse(String typed) throws UsageException {
        Matcher matcher = TYPED.matcher(typed);
        if (matcher.matches()) {
            Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (shard.part >= 1 && shard.part <= shard.parts) {
                return shard;
            }
        }
        throw new UsageException(
                "--shard " + typed + ": must be I/N with I in 1..N, 2/3 for the second of three parts");
    }

    boolean isWhole() {
        return parts == 1;
    }

    /** @return whether a picture of that file name is in this part */
    boolean has(String name) {
        return Long.parseLong(Sha256.of(name).substring(0, DIGITS), HEX) % parts == part - 1;
    }
}
