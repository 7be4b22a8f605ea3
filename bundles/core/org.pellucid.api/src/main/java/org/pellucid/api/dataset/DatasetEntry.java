package org.pellucid.api.dataset;

import java.util.Optional;

/**
 * A kind of data set that can be opened.
 *
 * @param scheme      in front of the colon
 * @param description what it is, one line
 * @param usage       how to write it
 * @param download    name under which it is fetched, if it is to be fetched
 * @param bundle      symbolic name of the bundle it comes from
 * @param version     version of that bundle
 */
public record DatasetEntry(String scheme, String description, String usage, Optional<String> download, String bundle,
        String version) {
}
