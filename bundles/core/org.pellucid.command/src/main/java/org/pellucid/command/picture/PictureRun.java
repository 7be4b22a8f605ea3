package org.pellucid.command.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.console.OneLine;
import org.pellucid.console.TimeLeft;

/**
 * Goes through the pictures of a call: decodes one at a time, lets a step work on it, goes on when one fails. The first
 * is decoded while the model is being loaded.
 */
final class PictureRun implements AutoCloseable {
    private final CommandCall call;
    private final ImageService images;
    private final List<Inputs.Input> inputs;
    private final List<Path> folders;
    private final Optional<PipedPicture> piped;
    private final TimeLeft time = new TimeLeft(System::nanoTime);
    private FutureTask<Decoded> first;
    private Thread decoder;

    /**
     * A picture that was decoded.
     *
     * @param picture what was decoded
     * @param source  what tells it from every other picture: its path, or what standard input held
     * @param millis  how long it took
     */
    record Decoded(Picture picture, String source, double millis) {
    }

    /**
     * A picture to work on.
     *
     * @param shown   as the caller would write it
     * @param folder  where it lies below the folder that all pictures of the call have in common, empty there
     * @param decoded the picture
     */
    record Item(String shown, Path folder, Decoded decoded) {
    }

    /** What is done with a picture. */
    interface Step {
        PictureResult apply(Item item, CommandProgress progress) throws PellucidException, InterruptedException;
    }

    private PictureRun(CommandCall call, ImageService images, List<Inputs.Input> inputs) {
        this.call = call;
        this.images = images;
        this.inputs = inputs;
        this.folders = Inputs.folders(inputs);
        this.piped = inputs.stream().anyMatch(Inputs.Input::piped)
                ? Optional.of(PipedPicture.begin(call.caller().in())) : Optional.empty();
    }

    /** Finds the pictures and begins to decode the first. */
    static PictureRun begin(CommandCall call) throws PellucidException, InterruptedException {
        List<String> typed = call.arguments().rest();
        if (typed.isEmpty()) {
            throw new UsageException("no picture given");
        }
        ImageService images = call.service(ImageService.class);
        PictureRun run = new PictureRun(call, images, Inputs.of(call.directory(), typed, images::isPicture));
        Inputs.Input input = run.inputs.get(0);
        if (input.isFile()) {
            run.first = new FutureTask<>(() -> run.decode(input));
            run.decoder = new Thread(run.first, "pellucid-decode");
            run.decoder.setDaemon(true);
            run.decoder.start();
        }
        return run;
    }

    private boolean several() {
        return inputs.size() > 1;
    }

    /** @return how the pictures of the call are printed */
    PictureResult.Form form() {
        if (!several()) {
            return PictureResult.Form.ALONE;
        }
        return PictureLine.wanted(call) ? PictureResult.Form.LINE : PictureResult.Form.NAMED;
    }

    /** Does a step for each picture. */
    CommandResult each(Step step) throws PellucidException, InterruptedException {
        CommandProgress progress = call.console().progress(inputs.size());
        int failures = 0;
        int maps = 0;
        String lastFailure = "";
        try {
            for (int i = 0; i < inputs.size(); i++) {
                Inputs.Input input = inputs.get(i);
                progress.item(i, input.shown());
                try {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("interrupted before " + input.shown());
                    }
                    if (input.failed()) {
                        throw new InputException(input.error());
                    }
                    PictureResult report = step.apply(new Item(input.shown(), folders.get(i), decoded(i, input)),
                            progress);
                    maps += report.maps().size();
                    call.report(report);
                } catch (InputException e) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("interrupted at " + input.shown());
                    }
                    failures++;
                    lastFailure = e.getMessage();
                    if (!call.caller().wantsValues() || several()) {
                        call.console().error("pellucid: " + OneLine.of(e));
                    }
                    call.console().trace(e);
                    call.report(PictureResult.failed(input.shown(), e.getMessage()));
                }
            }
        } finally {
            call.console().done();
        }
        if (several() && !call.caller().wantsValues() && !call.arguments().has(CommonOptions.JSON)) {
            call.console().note(inputs.size() + " pictures, " + (maps > 0 ? maps + " maps, " : "") + failures
                    + " failed, " + time.taken());
        }
        if (call.caller().wantsValues() && failures == inputs.size()) {
            throw new InputException(several() ? "none of " + failures + " pictures could be used" : lastFailure);
        }
        return new PicturesResult(call.kept(), failures);
    }

    /**
     * Waits until nothing is decoded any more, even if interrupted: the framework may stop next, and must not while a
     * native library is being unpacked.
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (decoder != null && decoder.isAlive()) {
            try {
                decoder.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Decoded decoded(int index, Inputs.Input input) throws InputException, InterruptedException {
        if (index > 0 || first == null) {
            return decode(input);
        }
        FutureTask<Decoded> task = first;
        first = null; // do not hold the picture any longer than it is needed
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InputException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private Decoded decode(Inputs.Input input) throws InputException, InterruptedException {
        if (input.piped()) {
            byte[] encoded = piped.orElseThrow().bytes();
            long begun = System.nanoTime();
            Picture picture = images.read(input.shown(), encoded);
            return new Decoded(picture, PipedPicture.source(encoded), millisSince(begun));
        }
        long begun = System.nanoTime();
        Picture picture = images.read(input.path());
        return new Decoded(picture, source(input.path()), millisSince(begun));
    }

    /** The same picture by another way is the same picture. */
    private static String source(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize().toString();
        }
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }
}
