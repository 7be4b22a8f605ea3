package org.pellucid.web;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.Logger;
import org.pellucid.api.page.PageOptions;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Desk;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Router;

/** What one start of the page server holds: pictures, running explanations and listening pages. */
final class Room implements AutoCloseable {
    /** Waiting is bounded in number and time: a page that asks too much is told so, and asks again. */
    private static final int MOST_WAITING = 16;
    private static final long PATIENCE_MILLIS = 20_000;

    private final Router router = new Router();
    private final Listeners listeners;
    private final Runs runs;
    private final Sets sets;
    private final EvidenceRequests evidence;

    /** Finds the services that explain. */
    @FunctionalInterface
    interface PartsFinder {
        Parts find() throws Refusal;
    }

    /** A handler's answer from the services that explain. */
    Room(BundleContext context, PartsFinder parts, PageOptions options, Path folder, Logger log) {
        Desk desk = new Desk(Math.max(1, Runtime.getRuntime().availableProcessors()), MOST_WAITING, PATIENCE_MILLIS);
        Pictures pictures = new Pictures(folder);
        listeners = new Listeners(context);
        runs = new Runs(parts, pictures, listeners, log);
        sets = new Sets(parts, pictures, options);
        evidence = new EvidenceRequests(parts, pictures, desk);
        Lists lists = new Lists(parts);
        PictureRequests pictureRequests = new PictureRequests(parts, pictures, desk);
        Explaining explaining = new Explaining(parts, pictures, desk);
        router.on("GET", "/", new StaticFiles())
                .on("GET", "/api/health", request -> Answer.json(new Lists.Health("ok")))
                .on("GET", "/api/start", request -> lists.start(sets))
                .on("GET", "/api/methods", request -> lists.methods())
                .on("GET", "/api/model", lists::model)
                .on("POST", "/api/pictures", pictureRequests::keep)
                .on("GET", "/api/picture", pictureRequests::show)
                .on("DELETE", "/api/picture", pictureRequests::forget)
                .on("POST", "/api/explain", explaining::explain)
                .on("POST", "/api/whatif", explaining::whatIf)
                .on("POST", "/api/curves", explaining::curves)
                .on("POST", "/api/runs", runs::begin)
                .on("POST", "/api/runs/stop", runs::stop)
                .on("POST", "/api/runs/continue", runs::resume)
                .on("POST", "/api/evidence", evidence::save)
                .on("GET", "/api/evidence", evidence::opened)
                .on("GET", "/api/events", listeners::listen)
                .on("GET", "/api/set", sets::list)
                .on("GET", "/api/set/picture", sets::picture)
                .on("POST", "/api/set/keep", sets::keep)
                .on("POST", "/api/set/predict", sets::predict);
    }

    EvidenceRequests evidence() {
        return evidence;
    }

    Router router() {
        return router;
    }

    @Override
    public void close() {
        runs.close();
        listeners.close();
        sets.close();
    }
}
