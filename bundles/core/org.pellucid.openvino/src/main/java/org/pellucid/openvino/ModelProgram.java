package org.pellucid.openvino;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;

/**
 * The program that parses model files in a process of its own: a file that makes a parser crash, hang or take all
 * memory ends that process and not this one.
 */
final class ModelProgram {
    private static final int LONGEST_OUTPUT = 1 << 16;
    /** What a shell adds to the number of the signal that ended a process. */
    private static final int SIGNAL = 128;

    private final Callable<Path> executable;
    private final long limitMillis;

    /**
     * @param executable  finds the program, unpacked with the libraries it needs
     * @param limitMillis after which a run is ended
     */
    ModelProgram(Callable<Path> executable, long limitMillis) {
        this.executable = executable;
        this.limitMillis = limitMillis;
    }

    /**
     * Writes what a frontend reads as OpenVINO IR.
     *
     * @param source to convert
     * @param shape  of the first input, empty to leave it
     * @param xml    file to write, with a {@code .bin} beside it
     */
    void convert(ModelFormat format, Path source, String shape, Path xml, Path shown)
            throws ModelException, NativeRuntimeException {
        run(shown + " cannot be converted", "convert", format.frontend(), source.toString(), shape, xml.toString(),
                ModelFiles.weightsOf(xml).toString());
    }

    /**
     * Writes a copy of an IR whose first input has closed sizes.
     *
     * @param source definition, with its weights beside it
     * @param shape  of the first input
     * @param xml    file to write, with a {@code .bin} beside it
     */
    void reshape(Path source, String shape, Path xml, Path shown) throws ModelException, NativeRuntimeException {
        run(shown + " does not take pictures of shape [" + shape + "], give another --size", "convert",
                ModelFormat.IR.frontend(), source.toString(), shape, xml.toString(),
                ModelFiles.weightsOf(xml).toString());
    }

    /** Reads and compiles an IR. */
    void check(Path xml, Path shown) throws ModelException, NativeRuntimeException {
        run(shown + " cannot be used", "check", xml.toString());
    }

    private void run(String failed, String... arguments) throws ModelException, NativeRuntimeException {
        List<String> line = new ArrayList<>();
        Process process;
        try {
            line.add(executable.call().toString());
            line.addAll(Arrays.asList(arguments));
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (Exception e) {
            throw new NativeRuntimeException("The program that reads model files cannot be started: " + e.getMessage(),
                    e);
        }
        AtomicReference<String> said = new AtomicReference<>("");
        Thread reader = new Thread(() -> said.set(read(process.getInputStream())), "pellucid-model-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!process.waitFor(limitMillis, TimeUnit.MILLISECONDS)) {
                throw new ModelException(failed + ": it was not done after " + limitMillis
                        + " ms, the file is damaged or"
                        + " very large; for large files raise fileTimeLimitMillis of org.pellucid.openvino.models");
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(failed + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        int code = process.exitValue();
        if (code > SIGNAL) {
            throw new ModelException(failed + ": the parser crashed (signal " + (code - SIGNAL)
                    + "), the file is damaged or made to do harm");
        }
        if (code != 0) {
            String reason = Natives.oneLine(said.get());
            throw new ModelException(failed + ": " + (reason.isEmpty() ? "no reason was given" : reason));
        }
    }

    /** Reads to the end, and keeps the beginning. */
    private static String read(InputStream in) {
        try (in) {
            byte[] kept = in.readNBytes(LONGEST_OUTPUT);
            in.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.getMessage(); // the process was ended
        }
    }
}
