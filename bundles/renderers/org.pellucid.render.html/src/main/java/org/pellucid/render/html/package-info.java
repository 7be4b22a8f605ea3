/** Renderer of the format {@code html}. */
package org.pellucid.render.html;
