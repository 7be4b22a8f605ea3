package org.pellucid.interpret;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.api.report.ReportWriter;
import org.pellucid.files.RegularFile;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.WhiteboardComponent;

/** The interpreter. Safe for use by several threads; a folder is locked by the run in it. */
@Component(service = Interpreter.class, configurationPid = "org.pellucid.interpret")
@Designate(ocd = Patience.class)
public final class InterpreterService extends WhiteboardComponent<MatrixRenderer> implements Interpreter {
    private static final List<String> SHIPPED = List.of("imagewoof");
    private static final int LARGEST_FILE = 16 << 20;

    private final Parts parts;

    /**
     * @param explainer predicts and explains
     * @param images    decodes and paints
     * @param files     writes maps
     * @param reports   writes reports
     * @param context   knows the versions of the bundles
     * @param patience  times
     */
    @Activate
    public InterpreterService(@Reference Explainer explainer, @Reference ImageService images,
            @Reference ExplanationFiles files, @Reference ReportWriter reports, BundleContext context,
            Patience patience) {
        this(explainer, images, files, reports, versions(context), patience);
    }

    /**
     * For use without a framework; add a matrix renderer next.
     *
     * @param explainer predicts and explains
     * @param images    decodes and paints
     * @param files     writes maps
     * @param reports   writes reports
     * @param versions  for the manifest
     * @param patience  times
     */
    public InterpreterService(Explainer explainer, ImageService images, ExplanationFiles files, ReportWriter reports,
            Map<String, String> versions, Patience patience) {
        super(new Whiteboard<>(patience.waitMillis(), patience.drainMillis(), (renderer, properties) -> Set.of()));
        parts = new Parts(explainer, images, files, new MatrixRenderers(board, patience.waitMillis()), reports,
                withJava(versions));
    }

    @Override
    @Reference(name = "MatrixRenderer", cardinality = MULTIPLE, policy = DYNAMIC)
    public void bind(MatrixRenderer renderer, ServiceReference<MatrixRenderer> reference) {
        super.bind(renderer, reference);
    }

    private static Map<String, String> withJava(Map<String, String> versions) {
        Map<String, String> all = new TreeMap<>(versions);
        all.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        return all;
    }

    private static Map<String, String> versions(BundleContext context) {
        Map<String, String> versions = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            if (name.startsWith("org.pellucid.")) {
                versions.put(name, bundle.getVersion().toString());
            }
        }
        return versions;
    }

    @Override
    public List<String> useCases() {
        return SHIPPED;
    }

    @Override
    public UseCases useCases(String name) throws UsageException {
        if (!SHIPPED.contains(name)) {
            throw new UsageException("unknown use cases '" + name + "'; there are: " + String.join(", ", SHIPPED));
        }
        try (InputStream in = InterpreterService.class.getResourceAsStream(name + ".json")) {
            return UseCaseReader.read(name, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UsageException("use cases '" + name + "' cannot be read", e);
        }
    }

    @Override
    public UseCases useCases(Path file) throws UsageException {
        try {
            return UseCaseReader.read(file.toString(), new StringReader(RegularFile.text(file, LARGEST_FILE)));
        } catch (IOException e) {
            throw new UsageException("use-case file " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public InterpretResult run(Model model, Dataset dataset, InterpretRequest given, InterpretListener listener)
            throws PellucidException, InterruptedException {
        // A relative folder would have no relative path from an absolute file.
        InterpretRequest request = given.toBuilder().output(given.output().toAbsolutePath().normalize()).build();
        // Checked before anything is touched: unknown formats, colour maps, methods.
        parts.explainer().choose(model, request.settings());
        Preprocessing preprocessing = parts.explainer().preprocessing(model, request.settings().preprocessing());
        if (request.task() instanceof Task.Picked picked && picked.useCases().cases().isEmpty()) {
            throw new UsageException("use-case file " + picked.useCases().name() + ": holds no use case");
        }
        JsonObject asked = Asked.of(model, dataset, request, preprocessing);
        try (RunFolder folder = RunFolder.open(request.output())) {
            boolean resumed = folder.prepare(request.existing(), asked.getAsJsonObject("work"));
            ExplanationFiles.Series series = parts.files().open(folder.root(), request.formats(), Naming.DEFAULTS,
                    request.painting());
            return new Run(parts, model, dataset, request, listener, folder, series, asked, resumed).run();
        }
    }
}
