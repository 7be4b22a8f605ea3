/** Renderer of the format {@code json}. */
package org.pellucid.render.json;
