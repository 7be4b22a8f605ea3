package org.pellucid.api.render;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
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
     * @return the formats present, by name
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
         * @throws PellucidException if rendering or writing fails; files already complete stay
         */
        Written write(Picture picture, Explanation explanation, Map<String, Double> timings) throws PellucidException;

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
         * @throws PellucidException if rendering or writing fails; files already complete stay
         */
        Written write(String source, Picture picture, Explanation explanation, Map<String, Double> timings)
                throws PellucidException;
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
