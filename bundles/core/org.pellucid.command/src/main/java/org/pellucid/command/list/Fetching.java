package org.pellucid.command.list;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.TypedLine;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListResult;
import org.pellucid.console.spelling.Spelling;

/** What {@code models fetch} and {@code datasets fetch} have in common. */
public final class Fetching {
    /** The word behind the command's name. */
    public static final String WORD = "fetch";
    /** For the help of both. */
    public static final String DETAILS = "'fetch' without a name lists what can be fetched, and from where; with a name it"
            + " downloads that into the cache, once. A download that was cut or broken off goes on where it stopped."
            + " Other places, and more to fetch, are a matter of configuration: the PIDs org.pellucid.download.* and"
            + " org.pellucid.dataset.imagewoof in launcher/etc/*.json, see the README."
            + " The proxy named by http_proxy and https_proxy, or by Java's own settings, is used.";

    private static final String FROM = "from";
    private static final String AGAIN = "again";

    private Fetching() {
    }

    public static List<CommandOption> options() {
        return List.of(from("with fetch"),
                CommandOption.flag(AGAIN, "with fetch: fetch it even if it is there already"));
    }

    /** @param when the option is looked at */
    public static CommandOption from(String when) {
        return CommandOption.value(FROM, "URL", when + ": take the files from here instead; a URL that ends in a"
                + " slash is a folder they lie in (default: the places in the catalogue)");
    }

    /** Returns the names in the catalogue, for completion. */
    static Stream<String> names(TypedLine line) throws PellucidException, InterruptedException {
        return line.service(Catalog.class).list().stream().map(entry -> entry.item().name());
    }

    /** @return whether that is what was asked for */
    public static boolean isAsked(CommandCall call) {
        return !call.arguments().rest().isEmpty() && call.arguments().rest().get(0).equals(WORD);
    }

    /** Refuses the options of fetching where nothing is fetched. */
    public static void refuseOptions(CommandCall call) throws UsageException {
        for (String option : List.of(FROM, AGAIN)) {
            if (call.arguments().has(option)) {
                throw new UsageException("--" + option + " belongs to 'fetch NAME'");
            }
        }
    }

    /**
     * Lists what can be fetched, or fetches it.
     *
     * @param call  whose first argument is {@link #WORD}
     * @param kinds of things that the command is for
     */
    public static CommandResult run(CommandCall call, Set<CatalogKind> kinds)
            throws PellucidException, InterruptedException {
        List<String> names = call.arguments().rest().subList(1, call.arguments().rest().size());
        if (names.size() > 1) {
            throw new UsageException("fetches one thing at a time, not '" + names.get(1) + "' as well");
        }
        Catalog catalog = call.service(Catalog.class);
        List<CatalogEntry> entries = catalog.list().stream().filter(entry -> kinds.contains(entry.item().kind()))
                .toList();
        if (names.isEmpty()) {
            refuseOptions(call);
            return new Fetchable("catalog", entries);
        }
        CatalogEntry entry = find(entries, names.get(0));
        fetch(call, catalog, entry.item());
        return new Fetched(refreshed(catalog, entry), entry.path().isPresent() && !call.arguments().has(AGAIN));
    }

    private static CatalogEntry find(List<CatalogEntry> entries, String name) throws UsageException {
        Predicate<CatalogEntry> named = entry -> entry.item().name().equals(name);
        Optional<CatalogEntry> found = entries.stream().filter(named).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        List<String> there = entries.stream().map(entry -> entry.item().name()).toList();
        throw new UsageException("nothing named '" + name + "' can be fetched" + Spelling.of(name, there)
                + "; there is " + (there.isEmpty() ? "nothing" : String.join(", ", there)));
    }

    /** Fetches one thing, and shows how far it is. */
    public static void fetch(CommandCall call, Catalog catalog, CatalogItem item)
            throws PellucidException, InterruptedException {
        CommandProgress progress = call.console().progress(1);
        progress.item(0, item.name());
        try {
            catalog.fetch(item.kind(), item.name(), options(call.arguments()), progress);
        } catch (InputException e) {
            if (call.arguments().has(FROM)) {
                throw e;
            }
            throw new InputException(e.getMessage() + "; another place can be named with --" + FROM + " URL", e);
        } finally {
            call.console().done();
        }
    }

    private static FetchOptions options(CommandArguments arguments) throws UsageException {
        FetchOptions.Builder options = FetchOptions.builder().again(arguments.has(AGAIN));
        Optional<String> typed = arguments.text(FROM);
        if (typed.isPresent()) {
            try {
                options.from(URI.create(typed.get().strip()));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--" + FROM + " " + typed.get() + ": not a URL: " + e.getMessage(), e);
            }
        }
        return options.build();
    }

    private static CatalogEntry refreshed(Catalog catalog, CatalogEntry entry) {
        return new CatalogEntry(entry.item(), catalog.find(entry.item().kind(), entry.item().name()));
    }

    private static String kind(CatalogItem item) {
        return item.kind().name().toLowerCase(Locale.ROOT);
    }

    /** Things in the catalogue. */
    public static class Fetchable extends ListResult<CatalogEntry> {
        Fetchable(String name, List<CatalogEntry> entries) {
            super(name, entries, false);
        }

        @Override
        protected List<Column<CatalogEntry>> columns() {
            return List.of(Column.of("NAME", entry -> entry.item().name()),
                    Column.of("KIND", entry -> kind(entry.item())),
                    Column.of("HERE", entry -> entry.path().isPresent() ? "yes" : "no"),
                    Column.of("DESCRIPTION", entry -> entry.item().description()));
        }

        @Override
        public void print(TextOutput out) {
            super.print(out);
            for (CatalogEntry entry : items()) {
                for (DownloadFile file : entry.item().files()) {
                    out.line(file.name(), ":");
                    file.urls().forEach(url -> out.line("  ", url));
                }
            }
        }

        @Override
        protected void json(CatalogEntry entry, JsonOutput out) throws IOException {
            out.name("name").value(entry.item().name());
            out.name("kind").value(kind(entry.item()));
            out.name("description").value(entry.item().description());
            if (entry.path().isPresent()) {
                out.name("path").value(entry.path().get().toString());
            }
            out.name("files").beginArray();
            for (DownloadFile file : entry.item().files()) {
                json(file, out);
            }
            out.endArray();
        }

        private static void json(DownloadFile file, JsonOutput out) throws IOException {
            out.beginObject();
            out.name("name").value(file.name());
            out.name("urls").beginArray();
            for (URI url : file.urls()) {
                out.value(url.toString());
            }
            out.endArray();
            if (file.sha256().isPresent()) {
                out.name("sha256").value(file.sha256().get());
            }
            out.name("max_bytes").value(file.maxBytes());
            out.endObject();
        }
    }

    /** What was fetched. */
    public static final class Fetched extends Fetchable {
        private final boolean already;

        Fetched(CatalogEntry entry, boolean already) {
            super("fetched", List.of(entry));
            this.already = already;
        }

        /** @return where it lies, for scripts */
        public Path path() {
            return items().get(0).path().orElseThrow();
        }

        @Override
        public void print(TextOutput out) {
            out.line(path(), already ? " (was there already; --" + AGAIN + " fetches it anew)" : "");
        }

        @Override
        protected void json(CatalogEntry entry, JsonOutput out) throws IOException {
            super.json(entry, out);
            out.name("was_there").value(already);
        }
    }
}
