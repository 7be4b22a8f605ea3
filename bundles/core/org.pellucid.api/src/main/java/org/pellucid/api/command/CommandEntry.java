package org.pellucid.api.command;

import java.util.List;

/**
 * A command that is present.
 *
 * @param name    it is called by
 * @param group   paragraph of the overview that it belongs to
 * @param summary what it does, one line without full stop
 * @param options it takes, those that all commands have too
 * @param bundle  symbolic name of the bundle it comes from
 * @param version of that bundle
 */
public record CommandEntry(String name, CommandGroup group, String summary, List<CommandOption> options, String bundle,
        String version) {
    /** Copies the options. */
    public CommandEntry {
        options = List.copyOf(options);
    }
}
