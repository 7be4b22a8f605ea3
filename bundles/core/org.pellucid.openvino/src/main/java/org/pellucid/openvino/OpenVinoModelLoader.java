package org.pellucid.openvino;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.openvino.pellucid.NativeLibrary;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelBytes;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.api.model.spi.RuntimeMonitor;

/** Loads model files: OpenVINO IR as it is, other formats converted. */
@Component(service = {ModelLoader.class, RuntimeMonitor.class}, configurationPid = "org.pellucid.openvino.models")
@Designate(ocd = OpenVinoModelLoader.Config.class)
public final class OpenVinoModelLoader implements ModelLoader, RuntimeMonitor {
    /** Between a model's name or file and the output that is chosen. */
    private static final String OUTPUT = "?output=";

    private final NativeRuntime runtime;
    private final ModelFolders folders;
    private final long largestDefinition;
    private final boolean untrusted;
    /** Where the catalogue puts the models it fetches. */
    private final Path downloads;
    private final Compiler compiler;
    private final ModelConverter converter;
    private final GivenModels given;
    private final ConcurrentMap<ModelFiles, SharedModel> loaded = new ConcurrentHashMap<>();

    /** Configuration of the model loader. */
    @ObjectClassDefinition(name = "Pellucid model loader", description = "Where models are looked for by name.")
    public @interface Config {
        /** @return directories, empty for the default */
        @AttributeDefinition(name = "Model folders",
                description = "Directories that hold a folder for each model. Default: none, which means the "
                        + "framework property pellucid.models, separated like a class path, else ./models.")
        String[] modelFolders() default {};

        /** @return mebibytes */
        @AttributeDefinition(name = "Largest definition", min = "1", max = "1024",
                description = "Size in MiB above which an .xml file is refused. Default: 512.")
        int maxDefinitionMebibytes() default 512;

        /** @return whether files are tried in a process of their own first */
        @AttributeDefinition(name = "Untrusted models",
                description = "Whether each model file is read and compiled once in a process of its own before this "
                        + "process touches it; what passed is remembered. Default: false, which means downloaded "
                        + "models only.")
        boolean untrustedModels() default false;

        /** @return milliseconds */
        @AttributeDefinition(name = "File time limit", min = "1000", max = "3600000",
                description = "How long the process of its own that converts or tries a model file may take, in "
                        + "milliseconds. Default: 10000.")
        int fileTimeLimitMillis() default 10_000;
    }

    /**
     * Made by Declarative Services.
     *
     * @param context for framework properties
     * @param runtime shared with the device service
     * @param logger  for warnings
     * @param config  configuration
     */
    @Activate
    public OpenVinoModelLoader(BundleContext context, @Reference NativeRuntime runtime,
            @Reference(service = LoggerFactory.class) Logger logger, Config config) {
        this(runtime, ModelFolders.roots(config.modelFolders(), context::getProperty), logger, config);
    }

    /**
     * For use outside OSGi.
     *
     * @param runtime      that compiles; closed by the caller, after the models
     * @param modelFolders directories that hold a folder for each model
     * @param logger       for warnings
     * @param config       limits and trust; its folders do not count
     */
    public OpenVinoModelLoader(NativeRuntime runtime, List<Path> modelFolders, Logger logger, Config config) {
        this(runtime, modelFolders, config.maxDefinitionMebibytes(), config.untrustedModels(),
                config.fileTimeLimitMillis(), logger);
    }

    OpenVinoModelLoader(NativeRuntime runtime, List<Path> modelFolders, int definitionLimitMib, boolean untrusted,
            int fileTimeLimitMillis, Logger logger) {
        this.runtime = runtime;
        this.folders = new ModelFolders(modelFolders, logger);
        this.largestDefinition = (long) definitionLimitMib << 20;
        this.untrusted = untrusted;
        this.downloads = runtime.settings().cache().toAbsolutePath().normalize().resolve("models");
        this.compiler = new Compiler(runtime, logger);
        this.converter = new ModelConverter(runtime.settings().cache().resolve("converted"),
                new ModelProgram(runtime::modelProgram, fileTimeLimitMillis), NativeLibrary.contentId(), logger);
        this.given = new GivenModels(runtime.settings().cache().resolve("given"), logger);
    }

    @Override
    public RuntimeModel load(String nameOrFile) throws ModelException, NativeRuntimeException {
        return load(nameOrFile, LoadOptions.DEFAULTS);
    }

    @Override
    public RuntimeModel load(String nameOrFile, LoadOptions options) throws ModelException, NativeRuntimeException {
        final long begin = System.nanoTime();
        int option = nameOrFile.indexOf(OUTPUT);
        Optional<String> output = option < 0 ? Optional.empty()
                : Optional.of(nameOrFile.substring(option + OUTPUT.length()));
        ModelFolders.Found found = folders.find(option < 0 ? nameOrFile : nameOrFile.substring(0, option));
        Path path = found.file().toAbsolutePath().normalize();
        Shared model = found.format() == ModelFormat.IR ? ir(found.file(), options)
                : converted(found.format(), found.file(), options);
        return new ModelHandle(model.model, found.name(), path, output,
                model.known ? 0 : (System.nanoTime() - begin) / 1e6);
    }

    @Override
    public RuntimeModel load(ModelBytes model, LoadOptions options) throws ModelException, NativeRuntimeException {
        return load(given.file(model).toString(), options);
    }

    /** A model of which the caller owns a share, and whether it was loaded before. */
    private record Shared(SharedModel model, boolean known) {
    }

    private Shared converted(ModelFormat format, Path file, LoadOptions options)
            throws ModelException, NativeRuntimeException {
        Optional<Path> known = converter.known(format, file, options);
        Path definition = known.isPresent() ? known.get()
                : converter.convert(ModelSource.of(format, file), options);
        ModelFiles files = ModelFiles.of(definition, largestDefinition);
        if (isUntrusted(file, options)) {
            converter.check(definition, file, files);
        }
        return shared(files, file);
    }

    /** Nobody vouches for what was downloaded. */
    private boolean isUntrusted(Path file, LoadOptions options) {
        return untrusted || options.untrusted() || file.toAbsolutePath().normalize().startsWith(downloads);
    }

    /** Reads an IR as it is, unless its sizes have to be closed. */
    private Shared ir(Path file, LoadOptions options) throws ModelException, NativeRuntimeException {
        ModelFiles files = ModelFiles.of(file, largestDefinition);
        if (isUntrusted(file, options)) {
            converter.check(file, file, files);
        }
        Optional<Path> closed = converter.known(ModelFormat.IR, file, options);
        if (closed.isPresent()) {
            return shared(closed.get(), file);
        }
        Shared open = shared(files, file);
        if (!open.model.hidesSizes()) {
            return open;
        }
        try {
            closed = converter.close(ModelSource.ir(file), options);
            if (closed.isEmpty()) {
                return open; // who runs it says that its size must be given
            }
        } catch (ModelException | NativeRuntimeException | RuntimeException e) {
            open.model.release();
            throw e;
        }
        open.model.release();
        return shared(closed.get(), file);
    }

    private Shared shared(Path definition, Path shown) throws ModelException, NativeRuntimeException {
        return shared(ModelFiles.of(definition, largestDefinition), shown);
    }

    private Shared shared(ModelFiles files, Path shown) throws ModelException, NativeRuntimeException {
        SharedModel known = loaded.get(files);
        if (known != null && known.retain()) {
            return new Shared(known, true);
        }
        // natives load while the definition is parsed: both are needed, and take as long
        runtime.warmUp();
        SharedModel[] made = new SharedModel[1];
        made[0] = SharedModel.read(files, shown, compiler, () -> loaded.remove(files, made[0]));
        // another thread may have read the same; nothing was compiled from the one dropped
        return new Shared(loaded.compute(files, (key, other) -> other != null && other.retain() ? other : made[0]),
                false);
    }

    @Override
    public Path copy(Model model, ModelInfo info, Path folder, boolean overwrite)
            throws UsageException, OutputException, ModelException {
        return ModelCopy.write(RuntimeModel.of(model), info, folder, overwrite);
    }

    @Override
    public List<ModelEntry> list() {
        return folders.list();
    }

    @Override
    public long nativeObjects() {
        return runtime.alive().get();
    }
}
