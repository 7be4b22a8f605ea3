package org.pellucid.command.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.console.OneLine;
import org.pellucid.console.TimeLeft;
import org.pellucid.files.Reason;
import org.pellucid.files.Sha256;
import org.pellucid.pipeline.Pipeline;

/**
 * Goes through the pictures of a call, several at a time: decodes each, lets a step work on it and another end it in the
 * order of the pictures, goes on when one fails. The first is decoded while the model is being loaded.
 */
final class PictureRun implements AutoCloseable {
    private static final String JOBS = "jobs";
    private static final String SHARD = "shard";
    private static final int MOST_JOBS = 1024;

    private final CommandCall call;
    private final ImageService images;
    private final List<Inputs.Input> inputs;
    private final List<Path> folders;
    private final Shard shard;
    /** Indices of the inputs to be done. */
    private List<Integer> todo;
    private final int jobs;
    private final Optional<PipedPicture> piped;
    private final TimeLeft time = new TimeLeft(System::nanoTime);
    private FutureTask<Decoded> first;
    private Thread decoder;
    /** The picture that is to be ended next, whose progress is shown; as its place among those to be done. */
    private volatile int next;
    private int before;
    private int failures;
    private int maps;
    private String lastFailure = "";

    /**
     * A picture that was decoded.
     *
     * @param picture what was decoded
     * @param source  what tells it from every other picture: its path, or what standard input held
     * @param millis  how long it took
     * @param file    it comes from; empty for standard input
     */
    record Decoded(Picture picture, String source, double millis, Optional<Path> file) {
        /** {@return the sum of the file, or of what standard input held} */
        String sha256() throws InputException {
            try {
                return file.isPresent() ? Sha256.of(file.get()) : source.substring(source.indexOf(':') + 1);
            } catch (IOException e) {
                throw new InputException(file.get() + " cannot be read: " + Reason.of(e), e);
            }
        }
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

    /**
     * What is done with a picture, by several threads at once.
     *
     * @param <R> what comes of it
     */
    interface Step<R> {
        R apply(Item item, Progress progress) throws PellucidException, InterruptedException;
    }

    /**
     * What is done with what came of it, by the calling thread and in the order of the pictures.
     *
     * @param <R> what came of it
     */
    interface End<R> {
        PictureResult apply(R done) throws PellucidException, InterruptedException;

        /**
         * Takes note of a picture that could not be used.
         *
         * @param shown as the caller would write it
         * @param why   as it is printed
         */
        default void failed(String shown, String why) throws PellucidException {
        }
    }

    /** What came of an input, or why nothing did. */
    private record Outcome<R>(int place, R done, InputException failure) {
    }

    private PictureRun(CommandCall call, ImageService images, List<Inputs.Input> inputs, int jobs,
            Shard shard) {
        this.call = call;
        this.jobs = jobs;
        this.shard = shard;
        this.todo = IntStream.range(0, inputs.size()).filter(index -> shard.has(inputs.get(index).name())).boxed()
                .toList();
        this.images = images;
        this.inputs = inputs;
        this.folders = Inputs.folders(inputs);
        this.piped = inputs.stream().anyMatch(Inputs.Input::piped)
                ? Optional.of(PipedPicture.begin(call.caller().in())) : Optional.empty();
    }

    /** Adds the option that says how many pictures are worked on at a time. */
    static void add(List<CommandOption> options) {
        options.add(CommandOption.value(JOBS, "N",
                "pictures to work on at a time, 1.." + MOST_JOBS + " (default twice the number of processors)"));
        options.add(CommandOption.value(SHARD, "I/N",
                "part I of N of the pictures, for jobs that share the work; file names decide which (default all)"));
    }

    /** Finds the pictures and begins to decode the first. */
    static PictureRun begin(CommandCall call) throws PellucidException, InterruptedException {
        return begin(call, true);
    }

    /**
     * Finds the pictures.
     *
     * @param decodesFirst whether to begin to decode the first, which is to be done then
     */
    static PictureRun begin(CommandCall call, boolean decodesFirst) throws PellucidException, InterruptedException {
        List<String> typed = call.arguments().rest();
        if (typed.isEmpty()) {
            throw new UsageException("no picture given");
        }
        ImageService images = call.service(ImageService.class);
        int jobs = (int) call.arguments().integer(JOBS, Pipeline.jobs(), 1, MOST_JOBS);
        Shard shard = call.arguments().has(SHARD) ? Shard.parse(call.arguments().text(SHARD, "")) : Shard.WHOLE;
        PictureRun run = new PictureRun(call, images, Inputs.of(call.directory(), typed, images::isPicture), jobs,
                shard);
        if (run.todo.isEmpty() || !decodesFirst) {
            return run;
        }
        Inputs.Input input = run.inputs.get(run.todo.get(0));
        if (input.isFile()) {
            run.first = new FutureTask<>(() -> run.decode(input));
            run.decoder = new Thread(run.first, "pellucid-decode");
            run.decoder.setDaemon(true);
            run.decoder.start();
        }
        return run;
    }

    /** {@return the part of the pictures that is done} */
    Shard shard() {
        return shard;
    }

    /** Leaves out what was done before. */
    void skip(Set<String> done) {
        int all = todo.size();
        todo = todo.stream().filter(index -> !done.contains(inputs.get(index).shown())).toList();
        before = all - todo.size();
    }

    /** {@return whether the call names more than one picture} */
    boolean several() {
        return inputs.size() > 1;
    }

    /** @return how the pictures of the call are printed */
    PictureResult.Form form() {
        if (!several()) {
            return PictureResult.Form.ALONE;
        }
        return PictureLine.wanted(call) ? PictureResult.Form.LINE : PictureResult.Form.NAMED;
    }

    /** {@return what the model is compiled for} */
    PerformanceHint hint() {
        return threads() > 1 ? PerformanceHint.THROUGHPUT : PerformanceHint.LATENCY;
    }

    private int threads() {
        return Math.max(1, Math.min(jobs, todo.size()));
    }

    /** Does a step for each picture. */
    <R> CommandResult each(Step<R> step, End<R> end) throws PellucidException, InterruptedException {
        CommandProgress progress = call.console().progress(todo.size());
        Iterator<Integer> places = IntStream.range(0, todo.size()).iterator();
        if (!todo.isEmpty()) {
            progress.item(0, input(0).shown());
        }
        try {
            Pipeline.<Integer, Outcome<R>>run(
                    () -> places.hasNext() ? Optional.of(places.next()) : Optional.empty(),
                    place -> work(place, step, progress), outcome -> end(outcome, end, progress), threads(),
                    "pellucid-picture");
        } catch (InterruptedException e) {
            throw e.getMessage() != null ? e : new InterruptedException("interrupted at " + input(next).shown());
        } finally {
            call.console().done();
        }
        if (several() && !call.caller().wantsValues() && !call.arguments().has(CommonOptions.JSON)) {
            call.console().note(todo.size() + " pictures, " + (maps > 0 ? maps + " maps, " : "") + failures
                    + " failed, " + (before > 0 ? before + " done before, " : "") + time.taken());
        }
        if (call.caller().wantsValues() && failures > 0 && failures == todo.size()) {
            throw new InputException(several() ? "none of " + failures + " pictures could be used" : lastFailure);
        }
        return new PicturesResult(call.kept(), failures);
    }

    private Inputs.Input input(int place) {
        return inputs.get(todo.get(place));
    }

    private <R> Outcome<R> work(int place, Step<R> step, CommandProgress progress)
            throws PellucidException, InterruptedException {
        Inputs.Input input = input(place);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before " + input.shown());
            }
            if (input.failed()) {
                throw new InputException(input.error());
            }
            return new Outcome<>(place, step.apply(
                    new Item(input.shown(), folders.get(todo.get(place)), decoded(place, input)), of(place, progress)),
                    null);
        } catch (InputException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted at " + input.shown());
            }
            return new Outcome<>(place, null, e);
        }
    }

    /** Shows the steps of one picture at a time. */
    private Progress of(int place, CommandProgress progress) {
        return new Progress() {
            @Override
            public void step(String what, long done, long total) {
                if (next == place) {
                    progress.step(what, done, total);
                }
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    private <R> void end(Outcome<R> outcome, End<R> end, CommandProgress progress)
            throws PellucidException, InterruptedException {
        try {
            if (outcome.failure() != null) {
                throw outcome.failure();
            }
            PictureResult report = end.apply(outcome.done());
            maps += report.maps().size();
            call.report(report);
        } catch (InputException e) {
            failures++;
            lastFailure = e.getMessage();
            if (!call.caller().wantsValues() || several()) {
                call.console().error("pellucid: " + OneLine.of(e));
            }
            call.console().trace(e);
            String shown = input(outcome.place()).shown();
            end.failed(shown, e.getMessage());
            call.report(PictureResult.failed(shown, e.getMessage()));
        }
        if (outcome.place() + 1 < todo.size()) {
            next = outcome.place() + 1;
            progress.item(next, input(next).shown());
        }
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

    private Decoded decoded(int place, Inputs.Input input) throws InputException, InterruptedException {
        if (place > 0 || first == null) {
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
            return new Decoded(picture, PipedPicture.source(encoded), millisSince(begun), Optional.empty());
        }
        long begun = System.nanoTime();
        Picture picture = images.read(input.path());
        return new Decoded(picture, source(input.path()), millisSince(begun),
                Optional.of(input.path()));
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
