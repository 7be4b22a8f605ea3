package org.pellucid.command.data;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.diff.Diff;
import org.pellucid.api.diff.RuleResult;
import org.pellucid.command.base.JsonCopy;
import org.pellucid.console.Numbers;
import org.pellucid.console.Table;

/** What a comparison of two models found. */
public final class DiffResult implements CommandResult {
    private static final int DECIMALS = 4;
    private static final String[] SHOWN = {"floor", "drift.median", "drift.p95", "cells.same_same", "cells.same_moved",
            "cells.changed_same", "cells.changed_moved", "negative_flips", "accuracy.old", "accuracy.new", "energy.old",
            "energy.new"};

    private final Diff diff;
    private final String output;

    DiffResult(Diff diff, String output) {
        this.diff = diff;
        this.output = output;
    }

    /** @return what was found, for scripts */
    public Diff diff() {
        return diff;
    }

    @Override
    public void print(TextOutput out) {
        out.line(diff.older(), " -> ", diff.newer());
        diff.findings().forEach(out::line);
        Table figures = new Table("FIGURE", "VALUE");
        for (String path : SHOWN) {
            figures.row(path, diff.figure(path).isPresent()
                    ? Numbers.fixed(diff.figure(path).getAsDouble(), DECIMALS) : "-");
        }
        figures.print(out);
        for (RuleResult rule : diff.rules()) {
            out.line(rule.passed() ? "passed: " : "failed: ", rule.rule(), ", left side ", rule.value().isPresent()
                    ? Numbers.fixed(rule.value().getAsDouble(), DECIMALS) : "unknown");
        }
        diff.files().forEach(file -> out.line(shown(file)));
    }

    private String shown(Path file) {
        return Path.of(output).resolve(file.getFileName()).toString();
    }

    /** Writes what {@code diff.json} holds. */
    @Override
    public void json(JsonOutput out) throws IOException {
        Path document = diff.files().stream().filter(file -> file.endsWith("diff.json")).findFirst().orElseThrow();
        try (JsonReader in = new JsonReader(Files.newBufferedReader(document, StandardCharsets.UTF_8))) {
            JsonCopy.members(in, out, Set.of("schema_version"));
        }
        out.name("files").beginArray();
        for (Path file : diff.files()) {
            out.value(shown(file));
        }
        out.endArray();
    }

    @Override
    public int exitCode() {
        if (!diff.passed()) {
            return RULE;
        }
        return diff.figures().get("failed") > 0 ? INPUT : DONE;
    }
}
