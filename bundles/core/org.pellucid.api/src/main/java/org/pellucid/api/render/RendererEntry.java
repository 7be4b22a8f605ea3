package org.pellucid.api.render;

/**
 * A format that can be written.
 *
 * @param format      name
 * @param description what it is good for
 * @param scope       a file a map, or a file a picture
 * @param bundle      symbolic name of the bundle it comes from
 * @param version     version of that bundle
 */
public record RendererEntry(String format, String description, RenderScope scope, String bundle, String version) {
}
