package org.pellucid.web;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelLoader;

/** Keeps the models that were asked for last open, so that a request need not load one. Safe for use by several threads. */
public final class OpenModels {
    /** Two beside each other, and one that was looked at before. */
    private static final int KEPT = 3;

    private final ModelLoader loader;
    /** By name, the one used last at the end. */
    private final Map<String, Held> held = new LinkedHashMap<>(8, 0.75f, true);
    private boolean closed;

    OpenModels(ModelLoader loader) {
        this.loader = loader;
    }

    private static final class Held {
        private Model model;
        private int users;
    }

    /** A model in use. */
    public final class Use implements AutoCloseable {
        private final Held in;

        private Use(Held in) {
            this.in = in;
        }

        /** Returns the model, not to be closed. */
        public Model model() {
            return in.model;
        }

        @Override
        public void close() {
            List<Model> idle;
            synchronized (held) {
                in.users--;
                idle = idle();
            }
            idle.forEach(Model::close);
        }
    }

    /** Returns the models that can be asked for. */
    public List<ModelEntry> list() {
        return loader.list();
    }

    /**
     * Opens a model, or uses it if it is open.
     *
     * @param name of the list: whoever asks names no file
     * @return to be closed when the model is not needed any more
     * @throws PellucidException if there is none of that name, or it cannot be loaded
     */
    public Use use(String name) throws PellucidException {
        Held found = hold(name);
        try {
            synchronized (found) {
                if (found.model == null) {
                    if (list().stream().noneMatch(entry -> entry.name().equals(name))) {
                        throw new UsageException(
                                "there is no model " + name + "; 'pellucid models' lists those there are");
                    }
                    found.model = loader.load(name);
                }
            }
            return new Use(found);
        } catch (PellucidException | RuntimeException e) {
            synchronized (held) {
                found.users--;
                held.remove(name, found);
            }
            throw e;
        }
    }

    private Held hold(String name) throws UsageException {
        synchronized (held) {
            if (closed) {
                throw new UsageException("the model loader goes away: try again in a moment");
            }
            Held found = held.computeIfAbsent(name, any -> new Held());
            found.users++;
            return found;
        }
    }

    private List<Model> idle() {
        List<Model> idle = new ArrayList<>();
        for (Iterator<Held> all = held.values().iterator(); all.hasNext() && (closed || held.size() > KEPT);) {
            Held each = all.next();
            if (each.users == 0) {
                all.remove();
                if (each.model != null) {
                    idle.add(each.model);
                }
            }
        }
        return idle;
    }

    /** Closes every model, those in use when they are not any more. */
    void close() {
        List<Model> idle;
        synchronized (held) {
            closed = true;
            idle = idle();
        }
        idle.forEach(Model::close);
    }
}
