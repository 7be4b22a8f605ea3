package org.pellucid.api.render.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;

/**
 * What to render.
 *
 * @param picture     the picture explained
 * @param explanation all that is known about it
 * @param map         the map, for a renderer of scope {@link org.pellucid.api.render.RenderScope#MAP}
 * @param options     how maps are painted
 * @param files       for a renderer of scope {@link org.pellucid.api.render.RenderScope#PICTURE}: for each map of the explanation, in order,
 *                    the files written, from format to file name
 * @param timings     further timings in milliseconds by name: {@code decode}, {@code render}
 */
public record RenderRequest(Picture picture, Explanation explanation, Optional<SaliencyMap> map, RenderOptions options,
        List<Map<String, String>> files, Map<String, Double> timings) {
}
