package org.pellucid.explain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.console.spelling.Spelling;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whitebox.Classifier;

/**
 * Brings pictures into a model's input: by presets, by a function of the caller's, or by plug-ins that come and go. What
 * is not a preset is done before a method is taken: nobody who holds the one waits for the other.
 */
final class Preprocessors {
    /** Plug-ins by name. */
    final Whiteboard<Preprocessor> board;
    private final ImageService images;
    private final int waitMillis;

    /**
     * One picture on its way.
     *
     * @param picture       as it was given
     * @param preprocessing what is done to it
     * @param placement     where it lies in the model's input
     * @param values        what a preprocessor made of it; empty for a preset, which writes when it is asked
     * @param millis        that took
     */
    record Input(Picture picture, Preprocessing preprocessing, Placement placement, Optional<ByteBuffer> values,
            double millis) {
        /** Writes from the target's position on, which stays where it is. */
        void writeTo(ByteBuffer target, ImageService images) {
            if (values.isPresent()) {
                target.put(target.position(), values.get(), 0, values.get().limit());
            } else {
                images.preprocess(picture, preprocessing, target);
            }
        }

        /** {@return what is done to the picture, if that is a preset: then it is the same for all pictures} */
        Optional<Preprocessing> preset() {
            return values.isEmpty() ? Optional.of(preprocessing) : Optional.empty();
        }

        /** {@return whether nothing but mean and scale lies between the picture's bytes and the model's numbers} */
        boolean isOfBytes() {
            return values.isEmpty() && preprocessing.channels() == 3 && picture.bgr16().isEmpty();
        }

        /** Writes bytes, and what a graph makes numbers of them by. */
        void writeBytesTo(InferRequest request, ImageService images) throws NativeRuntimeException {
            images.writeBytes(picture, preprocessing, request.input(MethodContext.PIXELS).bytes());
            FloatBuffer factors = request.input(MethodContext.FACTORS).floats();
            FloatBuffer offsets = request.input(MethodContext.OFFSETS).floats();
            for (int channel = 0; channel < 3; channel++) {
                double scale = preprocessing.scale().get(channel);
                factors.put(channel, (float) (1 / scale));
                offsets.put(channel, (float) (-preprocessing.mean().get(channel) / scale));
            }
        }
    }

    Preprocessors(ImageService images, int waitMillis, int drainMillis) {
        this.images = images;
        this.waitMillis = waitMillis;
        this.board = new Whiteboard<>(waitMillis, drainMillis,
                (preprocessor, properties) -> properties.get(Preprocessor.PREPROCESSOR) instanceof String name
                        ? Set.of(name) : Set.of());
    }

    /** {@return the names that may be asked for, presets first} */
    List<String> names() {
        List<String> names = new ArrayList<>(PreprocessingPresets.NAMES);
        board.serving().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    Preprocessing describe(Model model, Classifier classifier, PreprocessingChoice choice)
            throws PellucidException, InterruptedException {
        if (isPreset(choice)) {
            return PreprocessingPresets.resolve(classifier, model.info(), model.name(), choice);
        }
        if (choice.own().isPresent()) {
            return own(model, classifier, choice, "");
        }
        try (Lease<Preprocessor> lease = lease(choice.preset())) {
            return own(model, classifier, choice, lease.offer().version());
        }
    }

    Input input(Model model, Classifier classifier, PreprocessingChoice choice, Picture picture)
            throws PellucidException, InterruptedException {
        if (isPreset(choice)) {
            return input(PreprocessingPresets.resolve(classifier, model.info(), model.name(), choice), picture);
        }
        if (choice.own().isPresent()) {
            return write(choice.own().get(), own(model, classifier, choice, ""), picture);
        }
        try (Lease<Preprocessor> lease = lease(choice.preset())) {
            return write(lease.service(), own(model, classifier, choice, lease.offer().version()), picture);
        }
    }

    Input input(Preprocessing preset, Picture picture) {
        return new Input(picture, preset, images.placement(picture.width(), picture.height(), preset),
                Optional.empty(), 0);
    }

    private static boolean isPreset(PreprocessingChoice choice) {
        return choice.own().isEmpty() && PreprocessingPresets.NAMES.contains(choice.preset());
    }

    private Lease<Preprocessor> lease(String name) throws UsageException, InterruptedException {
        Optional<Lease<Preprocessor>> lease = board
                .lease(offer -> name.equals(offer.properties().get(Preprocessor.PREPROCESSOR)));
        if (lease.isEmpty()) {
            List<String> names = names();
            throw new UsageException("unknown preprocessing '" + name + "'" + Spelling.of(name, names)
                    + " (waited " + waitMillis + " ms for it); there are: " + String.join(", ", names));
        }
        return lease.get();
    }

    private static Preprocessing own(Model model, Classifier classifier, PreprocessingChoice choice, String version)
            throws UsageException {
        PreprocessingChoice.Builder allowed = PreprocessingChoice.builder(choice.preset());
        if (choice.width().isPresent() && choice.height().isPresent()) {
            allowed.size(choice.width().get(), choice.height().get());
        }
        choice.own().ifPresent(allowed::own);
        if (!allowed.build().equals(choice)) {
            throw new UsageException("preprocessing " + choice.preset() + " prepares pictures itself: of mean, scale, "
                    + "channel order, resize type and what belongs to it nothing can be given beside it");
        }
        int width = PreprocessingPresets.size("width", choice.width().orElse(-1), classifier.width(), model.name());
        int height = PreprocessingPresets.size("height", choice.height().orElse(-1), classifier.height(),
                model.name());
        // Without a framework there are no versions.
        return version.isEmpty()
                ? Preprocessing.own(choice.preset(), width, height, classifier.channels(), classifier.layout())
                : Preprocessing.own(choice.preset(), version, width, height, classifier.channels(),
                        classifier.layout());
    }

    /** Trusts the preprocessor in nothing: a value left unwritten would be that of some other picture. */
    private static Input write(Preprocessor preprocessor, Preprocessing described, Picture picture)
            throws PellucidException {
        long begun = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.allocateDirect(Float.BYTES * described.size()).order(ByteOrder.nativeOrder());
        FloatBuffer target = bytes.asFloatBuffer();
        for (int i = 0; i < described.size(); i++) {
            target.put(i, Float.NaN);
        }
        Placement placement;
        try {
            preprocessor.write(picture, described, target.duplicate());
            placement = Objects.requireNonNull(preprocessor.placement(picture, described), "placement");
        } catch (RuntimeException | LinkageError e) {
            throw new MethodException(
                    "preprocessing " + described.preset() + " failed for " + picture.name() + ": " + e,
                    e);
        }
        for (int i = 0; i < described.size(); i++) {
            if (Float.isNaN(target.get(i))) {
                throw new MethodException("preprocessing " + described.preset() + " left value " + i + " of "
                        + described.size() + " unwritten for " + picture.name() + ", or wrote NaN: each of "
                        + described.channels() + "x" + described.height() + "x" + described.width()
                        + " must be a number");
            }
        }
        return new Input(picture, described, placement, Optional.of(bytes), (System.nanoTime() - begun) / 1e6);
    }
}
