package org.pellucid.openvino;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.openvino.pellucid.NativeLibrary;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.files.Folders;

/**
 * Loads the natives and owns the core, both on first use. A service within this bundle only: models and devices share
 * it. Safe for use by several threads.
 */
@Component(service = NativeRuntime.class, configurationPid = "org.pellucid.openvino")
@Designate(ocd = NativeRuntime.Config.class)
public final class NativeRuntime implements AutoCloseable {
    private final RuntimeSettings settings;
    private final Logger logger;
    private final AtomicLong alive = new AtomicLong();
    private final Object lock = new Object();
    private FutureTask<NativeCore> starting;
    private boolean closed;

    /** Configuration of the native runtime. */
    @ObjectClassDefinition(name = "Pellucid OpenVINO runtime",
            description = "Where the runtime keeps what makes the next start fast, and how many threads it uses.")
    public @interface Config {
        /** @return directory, empty for the default */
        @AttributeDefinition(name = "Cache directory",
                description = "Directory for unpacked natives and compiled models. Default: empty, which means the "
                        + "framework property pellucid.cache, else ${XDG_CACHE_HOME:-~/.cache}/pellucid.")
        String cacheDirectory() default "";

        /** @return whether to keep compiled models */
        @AttributeDefinition(name = "Keep compiled models",
                description = "Whether compiled models are kept in the cache directory, so that the next process "
                        + "starts faster. Default: true.")
        boolean keepCompiled() default true;

        /** @return number of threads, 0 for as many as the runtime likes */
        @AttributeDefinition(name = "Inference threads", min = "0",
                description = "Number of threads the CPU device infers with. Default: 0, which lets the runtime use "
                        + "every core.")
        int inferenceThreads() default 0;
    }

    /**
     * Made by Declarative Services.
     *
     * @param context for framework properties
     * @param logger  for warnings
     * @param config  configuration
     */
    @Activate
    public NativeRuntime(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger,
            Config config) {
        this(new RuntimeSettings(Folders.cache(config.cacheDirectory(), context::getProperty),
                config.keepCompiled(), config.inferenceThreads()),
                logger);
    }

    /**
     * For use outside OSGi.
     *
     * @param settings directories and threads
     * @param logger   for warnings
     */
    public NativeRuntime(RuntimeSettings settings, Logger logger) {
        this.settings = settings;
        this.logger = logger;
    }

    RuntimeSettings settings() {
        return settings;
    }

    /** @return counter of native objects alive, kept by whoever makes and frees them */
    AtomicLong alive() {
        return alive;
    }

    /**
     * @return the core with one owner more, to be released by the caller; loads the natives first if need be
     * @throws NativeRuntimeException if they cannot be loaded
     */
    NativeCore acquire() throws NativeRuntimeException {
        NativeCore core = core(start());
        if (!core.retain()) {
            throw stopped();
        }
        return core;
    }

    /**
     * Finds the program that reads model files in a process of its own.
     *
     * @return its file, unpacked with the libraries it needs
     */
    Path modelProgram() throws IOException, NativeRuntimeException {
        acquire().release(); // unpacks the libraries
        return NativeLibrary.modelProgram();
    }

    /** Begins to load the natives on another thread, unless that was done: files are read and parsed meanwhile. */
    void warmUp() {
        FutureTask<NativeCore> task;
        synchronized (lock) {
            if (closed || starting != null) {
                return;
            }
            task = new FutureTask<>(this::startCore);
            starting = task;
        }
        Thread thread = new Thread(task, "pellucid-openvino-start");
        thread.setDaemon(true);
        thread.start();
    }

    private FutureTask<NativeCore> start() {
        FutureTask<NativeCore> task;
        synchronized (lock) {
            if (closed) {
                throw stopped();
            }
            if (starting == null) {
                starting = new FutureTask<>(this::startCore);
            }
            task = starting;
        }
        task.run(); // does nothing if another thread runs it or has run it
        return task;
    }

    private static NativeCore core(FutureTask<NativeCore> task) throws NativeRuntimeException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // starting takes tenths of a second: finish, then let the caller see it
                }
            }
        } catch (ExecutionException e) {
            throw new NativeRuntimeException(e.getCause().getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private NativeCore startCore() throws NativeRuntimeException {
        loadNatives();
        NativeCore core = new NativeCore();
        // loads the CPU plug-in, the slowest part of the first use
        core.property("CPU", "FULL_DEVICE_NAME");
        return core;
    }

    private void loadNatives() throws NativeRuntimeException {
        try {
            NativeLibrary.load(settings.cache().resolve("natives"));
        } catch (LinkageError e) {
            throw new NativeRuntimeException(Natives.oneLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("The OpenVINO runtime was stopped; get the service again");
    }

    /** Frees the core. What is still open stays usable and is freed by its owners. Idempotent. */
    @Override
    @Deactivate
    public void close() {
        FutureTask<NativeCore> task;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            task = starting;
        }
        if (task == null) {
            return;
        }
        task.run(); // a task given to a thread that did not begin yet must not start a core later
        try {
            core(task).release();
        } catch (NativeRuntimeException e) {
            logger.debug("The runtime had not started: {}", e.getMessage());
        }
    }
}
