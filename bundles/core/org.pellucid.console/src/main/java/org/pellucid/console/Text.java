package org.pellucid.console;

import java.io.IOException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;

/**
 * Text, a help page say.
 *
 * @param text whole lines
 */
public record Text(String text) implements CommandResult {
    @Override
    public void print(TextOutput out) {
        out.text(text);
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("text").value(text);
    }
}
