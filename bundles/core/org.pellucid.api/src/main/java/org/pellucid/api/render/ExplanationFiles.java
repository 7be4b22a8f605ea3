package org.pellucid.api.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.image.Picture;

/**
 * Writes explanations as files with the renderers present. Every file is written under a temporary name and moved into
 * place, so none is ever there in part. Safe for use by several threads.
 */
@ProviderType
public interface ExplanationFiles {
    /**
     * Begins a series of files in one folder. Within a series no file is overwritten: where two would have the same
     * name the later one gets {@code -2}, {@code -3} … before its extension. Files of earlier series are replaced,
     * unless they are known to show another picture.
     *
     * @param folder  created if missing
     * @param formats names of formats, each known to a renderer
     * @param naming  how map files are named
     * @param options how maps are painted
     * @return the series
     * @throws PellucidException if a format is unknown (the message lists those present), a colour map is unknown, or
     *                           the folder cannot be written
     */
    Series open(Path folder, List<String> formats, Naming naming, RenderOptions options) throws PellucidException;

    /**
     * Renders an explanation whose files are written into memory, in a format of scope {@link RenderScope#PICTURE}.
     *
     * @param format      name of the format, {@code json} say
     * @param picture     the picture explained
     * @param explanation what to render
     * @param options     how the maps were painted
     * @param files       for each map of the explanation, in order: from format to the name of its file
     * @param timings     further timings in milliseconds by name: {@code decode}
     * @return the whole document
     * @throws PellucidException    if the format is unknown, or rendering fails
     * @throws InterruptedException if the thread was interrupted
     */
    byte[] render(String format, Picture picture, Explanation explanation, RenderOptions options,
            List<Map<String, String>> files, Map<String, Double> timings)
            throws PellucidException, InterruptedException;

    /**
     * {@return the formats present, by name}
     */
    List<RendererEntry> formats();

    /** Files written one after another. Safe for use by several threads. */
    @ProviderType
    interface Series {
        /**
         * Renders all maps of an explanation in all formats, one after the other.
         *
         * @param picture     the picture explained
         * @param explanation what to write
         * @param timings     further timings in milliseconds by name: {@code decode}
         * @return the files
         * @throws OutputException      if a file cannot be written; files already complete stay
         * @throws PellucidException    if rendering fails; files already complete stay
         * @throws InterruptedException if the thread was interrupted; files already complete stay
         */
        Written write(Picture picture, Explanation explanation, Map<String, Double> timings)
                throws PellucidException, InterruptedException;

        /**
         * Renders like {@link #write(Picture, Explanation, Map)} and tells pictures of one name apart, in this series
         * and in later ones. All files of such a picture get the same number where another picture of its name has files
         * in the folder, whatever these are called; its own are replaced. Each file remembers its picture in the
         * extended attribute {@code user.pellucid.picture}. Where the file system keeps none, files of earlier series
         * are replaced.
         *
         * @param source      what tells the picture from every other one: its absolute path, say
         * @param picture     the picture explained
         * @param explanation what to write
         * @param timings     further timings in milliseconds by name: {@code decode}
         * @return the files
         * @throws OutputException      if a file cannot be written; files already complete stay
         * @throws PellucidException    if rendering fails; files already complete stay
         * @throws InterruptedException if the thread was interrupted; files already complete stay
         */
        Written write(String source, Picture picture, Explanation explanation, Map<String, Double> timings)
                throws PellucidException, InterruptedException;

        /**
         * Renders the maps of one of many pictures into memory, for a thread that writes them in its turn: the order of
         * writing decides which of two namesakes gets which number.
         *
         * @param source      as above
         * @param picture     the picture explained
         * @param explanation what to write
         * @param timings     further timings in milliseconds by name: {@code decode}
         * @return what is left to do, kept in memory until then
         * @throws PellucidException    if rendering fails
         * @throws InterruptedException if the thread was interrupted
         */
        Rendered render(String source, Picture picture, Explanation explanation, Map<String, Double> timings)
                throws PellucidException, InterruptedException;

        /**
         * Renders like {@link #write(Picture, Explanation, Map)} to a place of the picture's own.
         *
         * @param place       where the files go and what they are called
         * @param picture     the picture explained
         * @param explanation what to write
         * @param timings     further timings in milliseconds by name: {@code decode}
         * @return the files
         * @throws UsageException       if the naming cannot be part of a file name
         * @throws OutputException      if a file cannot be written; files already complete stay
         * @throws PellucidException    if rendering fails; files already complete stay
         * @throws InterruptedException if the thread was interrupted; files already complete stay
         */
        Written write(Place place, Picture picture, Explanation explanation, Map<String, Double> timings)
                throws PellucidException, InterruptedException;
    }

    /** What was rendered of one picture and is still to be written. For one thread at a time. */
    @ProviderType
    interface Rendered {
        /**
         * Writes all files, those about the whole picture last. To be called once.
         *
         * @return the files
         * @throws OutputException      if a file cannot be written; files already complete stay
         * @throws PellucidException    if rendering fails; files already complete stay
         * @throws InterruptedException if the thread was interrupted; files already complete stay
         */
        Written write() throws PellucidException, InterruptedException;
    }

    /**
     * Where the files of one picture go, for callers who name pictures themselves.
     *
     * @param subfolder name of a folder in the folder of the series, made if missing; empty for the folder itself
     * @param stem      what files about the whole picture are called, without extension
     * @param naming    how map files are named, instead of the naming of the series
     */
    record Place(String subfolder, String stem, Naming naming) {
        /** Refuses subfolders that lead somewhere else. */
        public Place {
            Objects.requireNonNull(stem, "stem");
            Objects.requireNonNull(naming, "naming");
            if (subfolder.equals(".") || subfolder.equals("..") || subfolder.indexOf('/') >= 0
                    || subfolder.indexOf('\\') >= 0) {
                throw new IllegalArgumentException("subfolder " + subfolder + ": must be a plain name, or empty");
            }
        }
    }

    /**
     * Files of one picture.
     *
     * @param maps         for each map of the explanation, in order: from format to file
     * @param picture      from format to file, for formats of scope {@link RenderScope#PICTURE}
     * @param renderMillis time spent rendering and writing
     */
    record Written(List<Map<String, Path>> maps, Map<String, Path> picture, double renderMillis) {
    }
}
