package org.pellucid.command.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.pellucid.console.Lines;

/**
 * Text, a help page say.
 *
 * @param text whole lines
 */
public record Text(String text) implements Result {
    @Override
    public void print(Lines out) {
        out.text(text);
    }

    @Override
    public void json(JsonWriter out) throws IOException {
        out.name("text").value(text);
    }
}
